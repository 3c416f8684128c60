/// What the SQL of a dataset may read under a name: an event type or another dataset, with its columns.
package struct KnownTable: Sendable, Hashable {
    package var granularity: Granularity
    package var isEvents: Bool
    /// In stored order; the envelope's and the partition's own columns included.
    package var columns: [DatasetColumn]

    package init(granularity: Granularity, isEvents: Bool, columns: [DatasetColumn]) {
        self.granularity = granularity
        self.isEvents = isEvents
        self.columns = columns
    }

    /// The events of a type: the envelope, the fields as people see them, the partition time.
    package init(_ type: AppliedEventType) {
        let fields = type.schema.fields.map { field in
            DatasetColumn(
                name: field.name, type: field.isPseudonym ? .string : field.type, id: field.id,
                classification: field.classification, isSealed: field.classification.isSealed && !field.isSubject,
                isSubject: field.isPseudonym, description: field.description)
        }
        self.init(
            granularity: .hour, isEvents: true,
            columns: Envelope.leading.map(\.asDatasetColumn) + fields + [Envelope.partitionTime.asDatasetColumn])
    }

    package init(_ dataset: AppliedDataset) {
        self.init(granularity: dataset.definition.granularity, columns: dataset.columns)
    }

    /// A dataset's own columns, with the partition time where there are partitions.
    package init(granularity: Granularity, columns: [DatasetColumn]) {
        self.init(
            granularity: granularity, isEvents: false,
            columns: columns + (granularity == .none ? [] : [Envelope.partitionTime.asDatasetColumn]))
    }

    package subscript(column: String) -> DatasetColumn? { columns.first { $0.name == column } }
}

extension Envelope {
    fileprivate var asDatasetColumn: DatasetColumn {
        DatasetColumn(name: column.name, type: column.type, id: column.id, classification: .none)
    }
}
