package import BasinCore

/// A dataset as a pipeline's SQL may read it.
package struct PipelineTable: Sendable, Hashable {
    package var name: String
    /// In the order of `SELECT *`. What a column's own sources are does not matter here.
    package var columns: [DatasetColumn]

    package init(name: String, columns: [DatasetColumn]) {
        self.name = name
        self.columns = columns
    }

    /// An event dataset: the envelope, the fields, the partition time.
    package init(name: String, schema: EventSchema) {
        let fields = schema.fields.map { field in
            DatasetColumn(
                name: field.name, type: field.isPseudonym ? .string : field.type, id: field.id,
                classification: field.classification,
                isSealed: field.classification.isSealed && !field.isSubject, isSubject: field.isPseudonym)
        }
        self.init(
            name: name, columns: Envelope.leading.map(Self.envelope) + fields + [Self.envelope(.partitionTime)])
    }

    /// A dataset that a pipeline makes: its columns, and the partition time where there are partitions.
    package init(_ dataset: AppliedDataset) {
        let time = dataset.definition.granularity == .none ? [] : [Self.envelope(.partitionTime)]
        self.init(name: dataset.name, columns: dataset.columns + time)
    }

    static func envelope(_ envelope: Envelope) -> DatasetColumn {
        DatasetColumn(
            name: envelope.column.name, type: envelope.column.type, id: envelope.column.id, classification: .none)
    }

    /// An empty table with the same names and types; sealed columns are bytes.
    var createSQL: String {
        let list = columns.map { "\($0.name.sqlIdentifier) \($0.storedType.duckDBName)" }.joined(separator: ", ")
        return "CREATE TABLE \(name.sqlIdentifier) (\(list))"
    }
}
