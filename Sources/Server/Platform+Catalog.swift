import BasinCollection
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire
import Synchronization

/// Reading what is there: datasets, hours, figures.
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

    private static func summary(
        _ type: AppliedEventType,
        _ totals: (counts: LedgerCounts, openHours: Int, hoursWithRows: Int, lastReceived: Timestamp?)?
    ) -> DatasetSummary {
        DatasetSummary(
            name: type.name, owner: type.definition.owner, kind: "event", tier: type.definition.tier.rawValue,
            rows: totals?.counts.delivered ?? 0, partitions: totals?.hoursWithRows ?? 0,
            lastEvent: totals?.lastReceived?.description, description: type.definition.description,
            removed: type.isRemoved)
    }

    private static func summary(_ dataset: AppliedDataset, _ totals: PartitionTotals?) -> DatasetSummary {
        DatasetSummary(
            name: dataset.name, owner: dataset.definition.owner, kind: "pipeline", tier: dataset.definition.tier.rawValue,
            rows: totals?.rows ?? 0, partitions: totals?.partitions ?? 0,
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

    func dataset(named name: String) async throws -> DatasetDetail {
        let now = clock.now()
        return try await read { [folder, delivery] snapshot in
            if let made = try snapshot.dataset(named: name) {
                return try Self.detail(made, at: now, in: snapshot, folder: folder.path)
            }
            let type = try Self.type(named: name, in: snapshot)
            let totals = try snapshot.totals(typeID: type.id)
            // Asked once: the hours that are told add up to the whole.
            let pending = delivery.pendingRows(typeID: type.id)
            let recent = Self.adding(pending, to: try snapshot.recentHours(typeID: type.id, limit: 24), of: type.id)
                .sorted { $0.hour > $1.hour }.prefix(24)
            let fields = Dictionary(uniqueKeysWithValues: type.schema.fields.map { ($0.id, $0) })
            let location = folder.path + "/warehouse/basin/" + (try snapshot.folder(typeID: type.id) ?? type.name)
            let bridged = try snapshot.bridgedHours(typeID: type.id, in: Self.allHours)
            let terms = type.definition.documentation.columnTerms
            var detail = DatasetDetail(
                summary: Self.summary(type, totals),
                contact: try snapshot.contact(ofTeam: type.definition.owner),
                schemaVersion: type.schema.version, retentionDays: type.definition.retentionDays,
                columns: type.schema.columns.map { column in
                    let field = fields[column.id]
                    return ColumnSummary(
                        name: column.name, type: (field?.type ?? column.type).description,
                        required: field?.isRequired ?? column.isRequired,
                        classification: field?.classification.rawValue, subject: field?.isPseudonym ?? false,
                        description: field?.description, term: terms[column.name])
                },
                ledger: Self.totals(totals?.counts ?? LedgerCounts(), pending: pending.values.reduce(0, +)),
                recentHours: recent.map { hour in
                    Self.summary(hour, bridged.last { $0.hour == hour.hour }, pending: pending[hour.hour] ?? 0)
                },
                location: location,
                bridged: BridgedRange.joined(bridged), notes: try Self.notes(on: type, in: snapshot),
                joinedWith: try Self.joined(with: type.id, at: now, in: snapshot))
            detail.freshness =
                type.isRemoved
                ? "removed"
                : try snapshot.hasOpenIncident(typeID: type.id) ? "incomplete" : detail.summary.lastEvent == nil ? "empty" : "fresh"
            return detail
        }
    }

    func hours(of name: String, from: String?, to: String?) async throws -> [HourSummary] {
        let lower = try from.map { try Self.hour($0, argument: "from") } ?? Self.allHours.lowerBound
        let upper = try to.map { try Self.hour($0, argument: "to") } ?? Self.allHours.upperBound
        guard lower <= upper else { throw BasinError(.invalid, "`from` is later than `to`.") }
        return try await read { [delivery] snapshot in
            let type = try Self.type(named: name, in: snapshot)
            let pending = delivery.pendingRows(typeID: type.id)
            let known = Self.adding(
                pending.filter { (lower..<upper).contains($0.key) },
                to: try snapshot.hours(typeID: type.id, in: lower..<upper), of: type.id)
            var records = Dictionary(uniqueKeysWithValues: known.map { ($0.hour, $0) })
            // Hours that passed without an event are sealed without a record of their own.
            if let delivery = try snapshot.delivery(typeID: type.id) {
                for index in max(type.firstHour, lower).index..<max(type.firstHour.index, lower.index, min(delivery.sealedBefore, upper).index)
                where records[Hour(index: index)] == nil {
                    let hour = Hour(index: index)
                    records[hour] = HourRecord(
                        typeID: type.id, hour: hour, counts: LedgerCounts(), sealedAt: hour.end, revision: 0)
                }
            }
            let expired = Dictionary(
                uniqueKeysWithValues: try snapshot.expired(datasetID: type.id, in: lower.index..<upper.index).map {
                    ($0.partition, $0)
                })
            let bridged = Dictionary(
                uniqueKeysWithValues: try snapshot.bridgedHours(typeID: type.id, in: lower..<upper).map { ($0.hour, $0) })
            let lateness = try snapshot.lateness(typeID: type.id, in: lower..<upper)
            return records.values.sorted { $0.hour < $1.hour }.map {
                Self.summary(
                    $0, bridged[$0.hour], pending: pending[$0.hour] ?? 0, lateness[$0.hour], expired: expired[$0.hour.index])
            }
        }
    }

    /// Hours of which everything is still in the log have no record, and are open like others.
    private static func adding(_ pending: [Hour: Int], to records: [HourRecord], of typeID: UInt32) -> [HourRecord] {
        records + Set(pending.keys).subtracting(records.map(\.hour)).map {
            HourRecord(typeID: typeID, hour: $0, counts: LedgerCounts(), revision: 0)
        }
    }

    private static let allHours = Hour(index: -20_000_000)..<Hour(index: 20_000_000)

    private static func summary(
        _ hour: HourRecord, _ bridged: BridgedHour?, pending: Int, _ lateness: Lateness? = nil,
        expired: ExpiredRecord? = nil
    ) -> HourSummary {
        HourSummary(
            hour: hour.hour.description, state: expired != nil ? "expired" : hour.sealedAt == nil ? "open" : "sealed",
            revision: hour.revision == 0 ? nil : hour.revision, ledger: totals(hour.counts, pending: pending),
            replayed: hour.replayed, imported: bridged?.rows ?? 0, without: bridged?.without ?? [],
            lateness: lateness.map { LatenessSummary(late: $0.late, counts: $0.counts) },
            sealedAt: hour.sealedAt?.description,
            reason: expired.map { "kept \($0.retentionDays.counted("day")); \($0.rows.counted("row was", "rows were")) removed at \($0.at)" }
                ?? reason(hour, bridged))
    }

    /// An hour keeps saying what its imported rows lack, whatever revision came after the import.
    private static func reason(_ hour: HourRecord, _ bridged: BridgedHour?) -> String? {
        let reason = hour.problem ?? hour.reason
        guard let without = bridged?.without, !without.isEmpty, reason?.contains(", without ") != true else { return reason }
        return (reason.map { $0 + "; " } ?? "") + "import, without " + without.joined(separator: ", ")
    }

    static func totals(_ counts: LedgerCounts, pending: Int) -> LedgerTotals {
        LedgerTotals(
            received: counts.received + pending, delivered: counts.delivered, duplicate: counts.duplicate,
            quarantined: counts.quarantined, pending: pending)
    }

    static func type(named name: String, in snapshot: BasinMetastore.Snapshot) throws -> AppliedEventType {
        guard let type = try snapshot.eventType(named: name) else {
            throw BasinError(
                .notFound, "There is no dataset named \(name.prefix(80)); `basin datasets` lists them.")
        }
        return type
    }

    /// `2018-11-03T14`, or a day: its first hour.
    static func hour(_ text: String, argument: String) throws -> Hour {
        if let hour = Hour(text) { return hour }
        if let day = CivilDate(iso8601: text) { return Hour(index: day.daysSinceEpoch * 24) }
        throw BasinError(.invalid, "`\(argument)` must be a day or an hour, 2018-11-03 or 2018-11-03T14.")
    }

    func incidents(all: Bool) async throws -> [IncidentSummary] {
        try await read { snapshot in
            let names = Dictionary(uniqueKeysWithValues: try snapshot.eventTypeNames().map { ($0.value, $0.key) })
            return try snapshot.incidents(openOnly: !all, limit: 1000).map {
                IncidentSummary(
                    id: Int($0.id), type: names[$0.typeID], kind: $0.kind.rawValue, hour: $0.hour?.description,
                    message: $0.message, openedAt: $0.openedAt.description, closedAt: $0.closedAt?.description)
            }
        }
    }

    func status() async throws -> PlatformStatus {
        let pending = delivery.pendingRows()
        let uptime = Int((clock.now().microseconds - startedAt.microseconds) / 1_000_000)
        let isReady = ready.withLock { $0 }
        return try await read { [log, delivery] snapshot in
            let totals = try snapshot.totals()
            let types = try snapshot.eventTypes().filter { !$0.isRemoved }.map { type in
                let counts = totals[type.id]?.counts ?? LedgerCounts()
                let waiting = pending[type.id] ?? 0
                // Hours that so far are only in the log are open too.
                let newHours = waiting == 0 ? [] : try delivery.pendingRows(typeID: type.id).keys.filter {
                    try snapshot.hour(typeID: type.id, $0) == nil
                }
                return TypeStatus(
                    name: type.name, received: counts.received + waiting, delivered: counts.delivered,
                    duplicate: counts.duplicate, quarantined: counts.quarantined, pending: waiting,
                    openHours: (totals[type.id]?.openHours ?? 0) + newHours.count)
            }
            return PlatformStatus(
                ready: isReady, types: types.sorted { $0.name < $1.name },
                unknownTypeRefused: (totals[0]?.counts.quarantined ?? 0) + (pending[0] ?? 0), logBytes: log.byteCount,
                uptimeSeconds: uptime)
        }
    }
}
