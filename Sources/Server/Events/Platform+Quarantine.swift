import BasinAPI
import BasinCollection
import BasinCore
import BasinMetastore
import BasinWire
import Synchronization

/// Refused events, as the doors ask for them.
extension Platform {
    var quarantineServices: QuarantineServices {
        QuarantineServices(
            totals: { try await self.quarantineTotals() },
            reasons: { try await self.quarantine.reasons(typeID: self.quarantinedType($0)?.id ?? 0).map(Self.summary) },
            overview: { try await self.quarantineTotals(flushing: self.mayFlushForPages() ? 20 : 0) },
            knownReasons: { name in
                let type = try await self.quarantinedType(name)
                return try await self.quarantine.reasons(typeID: type?.id ?? 0, ofWaiting: false).map(Self.summary)
            },
            events: { try await self.quarantinedEvents($0, reason: $1, limit: $2, for: $3) },
            replay: { try await self.replay($0, reason: $1) })
    }

    private func quarantinedType(_ name: String?) async throws -> AppliedEventType? {
        guard let name else { return nil }
        return try await read { try Self.type(named: name, in: $0) }
    }

    /// Pages that are open look again every few seconds, and each delivery makes a file of each type.
    private func mayFlushForPages() -> Bool {
        let now = ContinuousClock.now
        return flushedForPages.withLock { last in
            if let last, now - last < .seconds(20) { return false }
            last = now
            return true
        }
    }

    /// - Parameter most: where more types wait, what they hold is not counted.
    private func quarantineTotals(flushing most: Int = .max) async throws -> [QuarantineTotalsSummary] {
        // What was refused a moment ago counts, too.
        let waiting = delivery.pendingRows().keys.sorted()
        if waiting.count <= most { try await delivery.flush(waiting) }
        return try await read { snapshot in
            let names = Dictionary(uniqueKeysWithValues: try snapshot.eventTypeNames().map { ($0.value, $0.key) })
            return try snapshot.quarantineTotals().map {
                QuarantineTotalsSummary(
                    type: names[$0.typeID], events: $0.events, first: $0.first.description, last: $0.last.description)
            }
        }
    }

    private func quarantinedEvents(_ name: String?, reason: String?, limit: Int, for person: Principal) async throws
        -> [QuarantinedEvent]
    {
        let type = try await quarantinedType(name)
        if let type { try await requireWhole([GuardedTable(type)], for: person, by: "quarantine", at: clock.now()) }
        let filter = QuarantineFilter(typeID: type?.id ?? 0, code: try QuarantineFilter.code(reason))
        let mask = MaskedEvent(fields: type?.schema.sentFields ?? [])
        return try await quarantine.rows(filter, limit: limit).map { row in
            QuarantinedEvent(
                received: row.received.description, code: row.code, field: row.field, message: row.message,
                event: row.payload.map(mask.text))
        }
    }

    private func replay(_ name: String, reason: String?) async throws -> ReplayAnswer {
        let type = try await read { try Self.type(named: name, in: $0) }
        guard !type.isRemoved else {
            throw BasinError(.conflict, "The definition of \(type.name) was removed; apply it again before you replay.")
        }
        let filter = QuarantineFilter(typeID: type.id, code: try QuarantineFilter.code(reason))
        guard replaying.withLock({ $0.insert(type.id).inserted }) else {
            throw BasinError(.conflict, "A replay of \(type.name) is under way; wait for it.")
        }
        defer { replaying.withLock { _ = $0.remove(type.id) } }
        let outcome = try await quarantine.replay(filter)
        return ReplayAnswer(
            replayed: outcome.replayed, left: outcome.left.map(Self.summary), tooOld: outcome.tooOld,
            erased: outcome.unreadable)
    }

    private static func summary(_ reason: QuarantineReason) -> QuarantineReasonSummary {
        QuarantineReasonSummary(
            code: reason.code, field: reason.field, message: reason.message, events: reason.events,
            first: reason.first.description, last: reason.last.description)
    }
}
