/// A table's sort order. Basin's tables have none, which Iceberg spells as order 0 without fields.
package struct SortOrder: Sendable, Hashable, Codable {
    package struct Field: Sendable, Hashable, Codable {}

    package var id: Int
    package var fields: [Field]

    private enum CodingKeys: String, CodingKey {
        case fields
        case id = "order-id"
    }

    static let unsorted = SortOrder(id: 0, fields: [])
}
