import BasinCore
import BasinDefinitions
import BasinMetastore

/// What is known of datasets beside their definitions, read at one moment.
struct DatasetFacts {
    let teams: [Team]
    private let owners: [String: Team]
    private let coverage: [UInt32: DatasetCoverage]
    private var modified: [UInt32: Timestamp] = [:]

    /// - Parameter id: of the one dataset that is asked for; nil for all.
    init(_ snapshot: BasinMetastore.Snapshot, only id: UInt32?) throws {
        teams = try snapshot.teams()
        owners = Dictionary(teams.map { ($0.name, $0) }) { first, _ in first }
        coverage = try snapshot.coverage(datasetID: id)
        if let id {
            modified[id] = try snapshot.lastModified(datasetID: id)
            return
        }
        for (id, totals) in try snapshot.totals() { modified[id] = totals.lastReceived }
        for (id, totals) in try snapshot.partitionTotals() { modified[id] = totals.lastPublished }
    }

    func cataloged(_ content: CatalogedDataset.Content, _ id: UInt32) -> CatalogedDataset {
        let owner: String, granularity: Granularity
        switch content {
        case .events(let type): (owner, granularity) = (type.definition.owner, .hour)
        case .made(let dataset): (owner, granularity) = (dataset.definition.owner, dataset.definition.granularity)
        }
        let held = coverage[id]
        var time: Range<Timestamp>?
        if granularity != .none, let ends = held?.partitions {
            time = Partition(granularity, index: ends.lowerBound).start..<Partition(granularity, index: ends.upperBound).end
        }
        return CatalogedDataset(content, team: owners[owner], coverage: time, rows: held?.rows ?? 0, modified: modified[id])
    }
}
