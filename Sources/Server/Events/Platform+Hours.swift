import BasinCollection
import BasinCore
import BasinMetastore
import BasinWire

/// Hours of event types: their ledgers, and what became of them.
extension Platform {
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
                let first = max(type.firstHour, lower).index
                for index in first..<max(first, min(delivery.sealedBefore, upper).index)
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
                uniqueKeysWithValues: try snapshot.bridgedHours(typeID: type.id, in: lower..<upper).map {
                    ($0.hour, $0)
                })
            let lateness = try snapshot.lateness(typeID: type.id, in: lower..<upper)
            return records.values.sorted { $0.hour < $1.hour }.map {
                Self.summary(
                    $0, bridged[$0.hour], pending: pending[$0.hour] ?? 0, lateness[$0.hour],
                    expired: expired[$0.hour.index])
            }
        }
    }

    /// Hours of which everything is still in the log have no record, and are open like others.
    static func adding(_ pending: [Hour: Int], to records: [HourRecord], of typeID: UInt32) -> [HourRecord] {
        records
            + Set(pending.keys).subtracting(records.map(\.hour)).map {
                HourRecord(typeID: typeID, hour: $0, counts: LedgerCounts(), revision: 0)
            }
    }

    static let allHours = Hour(index: -20_000_000)..<Hour(index: 20_000_000)

    static func summary(
        _ hour: HourRecord, _ bridged: BridgedHour?, pending: Int, _ lateness: Lateness? = nil,
        expired: ExpiredRecord? = nil
    ) -> HourSummary {
        HourSummary(
            hour: hour.hour.description, state: expired != nil ? "expired" : hour.sealedAt == nil ? "open" : "sealed",
            revision: hour.revision == 0 ? nil : hour.revision, ledger: totals(hour.counts, pending: pending),
            replayed: hour.replayed, imported: bridged?.rows ?? 0, without: bridged?.without ?? [],
            lateness: lateness.map { LatenessSummary(late: $0.late, counts: $0.counts) },
            sealedAt: hour.sealedAt?.description,
            reason: expired.map { reason($0) } ?? reason(hour, bridged))
    }

    private static func reason(_ expired: ExpiredRecord) -> String {
        let rows = expired.rows.counted("row was", "rows were")
        return "kept \(expired.retentionDays.counted("day")); \(rows) removed at \(expired.at)"
    }

    /// An hour keeps saying what its imported rows lack, whatever revision came after the import.
    private static func reason(_ hour: HourRecord, _ bridged: BridgedHour?) -> String? {
        let reason = hour.problem ?? hour.reason
        guard let without = bridged?.without, !without.isEmpty, reason?.contains(", without ") != true else {
            return reason
        }
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
}
