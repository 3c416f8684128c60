package import BasinCore

/// A dataset as Iceberg readers see it: what a projection needs to know of it, of whichever kind it is.
package struct ProjectedTable: Sendable {
    package var id: UInt32
    package var name: String
    package var schemaVersion: Int
    package var columns: [Column]
    package var granularity: Granularity

    package init(_ type: AppliedEventType) {
        id = type.id
        name = type.name
        schemaVersion = type.schema.version
        columns = type.schema.columns
        granularity = .hour
    }

    package init(_ dataset: AppliedDataset) {
        id = dataset.id
        name = dataset.name
        schemaVersion = dataset.schemaVersion
        columns = dataset.storedColumns
        granularity = dataset.definition.granularity
    }

    var transform: PartitionTransform {
        switch granularity {
        case .hour: .hour
        // Iceberg has no week: its partitions are those of the Mondays.
        case .day, .week: .day
        case .month: .month
        case .none: .none
        }
    }

    /// What the table's transform makes of the partition's start.
    func partitionValue(_ index: Int) -> Int32? { transform.partition(of: Partition(granularity, index: index).start) }
}
