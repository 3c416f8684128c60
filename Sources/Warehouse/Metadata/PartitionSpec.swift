import BasinCore

/// How a table is partitioned, as metadata holds it: no field, or one on `_partition_time`.
package struct PartitionSpec: Sendable, Hashable, Codable {
    package struct Field: Sendable, Hashable, Codable {
        package var sourceID: Int
        package var fieldID: Int
        package var name: String
        package var transform: PartitionTransform

        private enum CodingKeys: String, CodingKey {
            case name, transform
            case sourceID = "source-id"
            case fieldID = "field-id"
        }
    }

    package var id: Int
    package var fields: [Field]

    private enum CodingKeys: String, CodingKey {
        case fields
        case id = "spec-id"
    }

    package var transform: PartitionTransform { fields.first?.transform ?? .none }
}

extension PartitionSpec {
    init(_ transform: PartitionTransform) {
        id = 0
        fields =
            transform.fieldName.map { name in
                [
                    Field(
                        sourceID: Envelope.partitionTime.rawValue, fieldID: PartitionTransform.fieldID, name: name,
                        transform: transform)
                ]
            } ?? []
    }
}
