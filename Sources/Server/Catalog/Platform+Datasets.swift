import BasinCollection
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// What there is to read: event types and datasets, for lists of all of them and for one.
extension Platform {
    func datasets() async throws -> [DatasetSummary] {
        try await read { snapshot in
            let totals = try snapshot.totals()
            let events = try snapshot.eventTypes().map { Self.summary($0, totals[$0.id]) }
            let made = try snapshot.partitionTotals()
            let datasets = try snapshot.datasets().map { Self.summary($0.dataset, made[$0.dataset.id]) }
            return (events + datasets).sorted { $0.name < $1.name }
        }
    }

    func dataset(named name: String) async throws -> DatasetDetail {
        let now = clock.now()
        return try await read { [folder, delivery] snapshot in
            if let made = try snapshot.dataset(named: name) {
                return try Self.detail(made, at: now, in: snapshot, folder: folder.path)
            }
            let type = try Self.type(named: name, in: snapshot)
            return try Self.detail(
                type, pending: delivery.pendingRows(typeID: type.id), at: now, in: snapshot, folder: folder.path)
        }
    }

    private static func summary(_ type: AppliedEventType, _ totals: EventTypeTotals?) -> DatasetSummary {
        DatasetSummary(
            name: type.name, owner: type.definition.owner, kind: "event", tier: type.definition.tier.rawValue,
            rows: totals?.counts.delivered ?? 0, partitions: totals?.hoursWithRows ?? 0,
            lastEvent: totals?.lastReceived?.description, description: type.definition.description,
            removed: type.isRemoved)
    }

    private static func summary(_ dataset: AppliedDataset, _ totals: PartitionTotals?) -> DatasetSummary {
        DatasetSummary(
            name: dataset.name, owner: dataset.definition.owner, kind: "pipeline",
            tier: dataset.definition.tier.rawValue, rows: totals?.rows ?? 0, partitions: totals?.partitions ?? 0,
            lastEvent: totals?.lastPublished?.description, description: dataset.definition.description,
            removed: dataset.isRemoved)
    }

    private static func detail(
        _ record: DatasetRecord, at now: Timestamp, in snapshot: BasinMetastore.Snapshot, folder: String
    ) throws -> DatasetDetail {
        let dataset = record.dataset
        let terms = dataset.definition.documentation.columnTerms
        let totals = try snapshot.partitionTotals(datasetID: dataset.id)
        let own = dataset.columns.map { column in
            ColumnSummary(
                name: column.name, type: column.type.description, required: false,
                classification: column.classification.rawValue, subject: column.isSubject,
                description: column.description, term: terms[column.name])
        }
        let time = Envelope.partitionTime.column
        let partition =
            dataset.definition.granularity == .none
            ? [] : [ColumnSummary(name: time.name, type: time.type.description, required: true, subject: false)]
        var detail = DatasetDetail(
            summary: summary(dataset, totals),
            contact: try snapshot.contact(ofTeam: dataset.definition.owner),
            schemaVersion: dataset.schemaVersion, retentionDays: dataset.definition.retentionDays,
            columns: own + partition, ledger: Self.totals(LedgerCounts(), pending: 0), recentHours: [],
            location: folder + "/warehouse/basin/" + record.folder,
            notes: try notes(on: dataset, in: snapshot, now: now),
            joinedWith: try joined(with: dataset.id, at: now, in: snapshot))
        detail.freshness = freshness(dataset, totals, at: now)
        detail.bytes = totals?.bytes
        return detail
    }

    private static func freshness(_ dataset: AppliedDataset, _ totals: PartitionTotals?, at now: Timestamp) -> String {
        if dataset.isRemoved { return "removed" }
        if let givenUp = totals?.givenUp, givenUp > 0 { return "failing" }
        guard let last = totals?.lastPublished else { return "empty" }
        let age = Duration.microseconds(now.microseconds - last.microseconds)
        return dataset.definition.granularity.longestSilence.map { age > $0 } == true ? "late" : "fresh"
    }

    /// - Parameter pending: rows by hour that wait in the log. Asked once: the hours that are told add up to the whole.
    private static func detail(
        _ type: AppliedEventType, pending: [Hour: Int], at now: Timestamp, in snapshot: BasinMetastore.Snapshot,
        folder: String
    ) throws -> DatasetDetail {
        let totals = try snapshot.totals(typeID: type.id)
        let recent = adding(pending, to: try snapshot.recentHours(typeID: type.id, limit: 24), of: type.id)
            .sorted { $0.hour > $1.hour }.prefix(24)
        let bridged = try snapshot.bridgedHours(typeID: type.id, in: allHours)
        var detail = DatasetDetail(
            summary: summary(type, totals),
            contact: try snapshot.contact(ofTeam: type.definition.owner),
            schemaVersion: type.schema.version, retentionDays: type.definition.retentionDays,
            columns: columns(of: type),
            ledger: Self.totals(totals?.counts ?? LedgerCounts(), pending: pending.values.reduce(0, +)),
            recentHours: recent.map { hour in
                summary(hour, bridged.last { $0.hour == hour.hour }, pending: pending[hour.hour] ?? 0)
            },
            location: folder + "/warehouse/basin/" + (try snapshot.folder(typeID: type.id) ?? type.name),
            bridged: BridgedRange.joined(bridged), notes: try notes(on: type, in: snapshot),
            joinedWith: try joined(with: type.id, at: now, in: snapshot))
        let isIncomplete = try snapshot.hasOpenIncident(typeID: type.id)
        detail.freshness =
            type.isRemoved
            ? "removed" : isIncomplete ? "incomplete" : detail.summary.lastEvent == nil ? "empty" : "fresh"
        return detail
    }

    private static func columns(of type: AppliedEventType) -> [ColumnSummary] {
        let fields = Dictionary(uniqueKeysWithValues: type.schema.fields.map { ($0.id, $0) })
        let terms = type.definition.documentation.columnTerms
        return type.schema.columns.map { column in
            let field = fields[column.id]
            return ColumnSummary(
                name: column.name, type: (field?.type ?? column.type).description,
                required: field?.isRequired ?? column.isRequired,
                classification: field?.classification.rawValue, subject: field?.isPseudonym ?? false,
                description: field?.description, term: terms[column.name])
        }
    }
}
