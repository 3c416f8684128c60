import BasinCore
import BasinEngines

/// Looks at what came since the last time, and gives each reader its share. On one thread.
///
/// Rows are decoded only as far as somebody is shown them, or a condition asks for them; whatever the number of readers,
/// each at most once.
final class LiveRounds {
    /// Of one kind of rows, conditions are asked of so many a round; the rest is counted.
    static let mostChecked = 20_000
    private let patience: LivePatience
    private var table: ConditionTable?
    /// Where the next round begins, so that no condition is always the last.
    private var turn = 0

    init(_ patience: LivePatience) { self.patience = patience }

    /// - Returns: how many events readers wanted and were not shown.
    func show(
        _ offers: [LiveOffer], _ missed: [LiveKind: Int], _ types: [UInt32: AppliedEventType], to readers: [LiveReader],
        at now: ContinuousClock.Instant
    ) -> Int {
        var order: [LiveKind] = []
        var byKind: [LiveKind: [LiveOffer]] = [:]
        for offer in offers {
            let kind = LiveKind(offer.section)
            if byKind[kind] == nil { order.append(kind) }
            byKind[kind, default: []].append(offer)
        }
        order += missed.keys.filter { byKind[$0] == nil }
        turn += 1
        let end = ContinuousClock.now + patience.round
        return order.reduce(0) { count, kind in
            let wanting = readers.filter { $0.request.wants(kind.typeID, kind.kind) }
            guard !wanting.isEmpty else { return count }
            let share = Share(kind: kind, missed: missed[kind] ?? 0, now: now, end: end)
            return count + show(byKind[kind] ?? [], types[kind.typeID], share, to: wanting)
        }
    }

    private struct Share {
        var kind: LiveKind
        /// Rows that did not fit the queue.
        var missed: Int
        var now: ContinuousClock.Instant
        /// Conditions are asked until then.
        var end: ContinuousClock.Instant
    }

    private func show(
        _ offers: [LiveOffer], _ type: AppliedEventType?, _ share: Share, to readers: [LiveReader]
    ) -> Int {
        let total = offers.reduce(share.missed) { $0 + $1.section.rowCount }
        let asking = readers.filter { $0.request.condition != nil }, plain = readers.filter { $0.request.condition == nil }
        let room = plain.map { $0.room(at: share.now) }
        let wanted = asking.isEmpty ? room.max() ?? 0 : Self.mostChecked
        var taken: [LiveOffer] = [], count = 0
        for offer in offers where count < wanted {
            taken.append(offer)
            count += offer.section.rowCount
        }
        guard let rows = try? LiveRows(taken, share.kind, type) else {
            for reader in plain { reader.show([], notShown: total, at: share.now) }
            for reader in asking { reader.show([], notChecked: total, at: share.now) }
            return total * readers.count
        }
        var notShown = 0
        for (reader, room) in zip(plain, room) {
            notShown += give(reader, Array(0..<min(room, rows.rows.count)), of: rows, wanted: total, share)
        }
        for (condition, asking) in Self.byCondition(asking, turn) {
            notShown += ask(condition, rows, total, share, for: asking)
        }
        return notShown
    }

    private func give(
        _ reader: LiveReader, _ numbers: [Int], of rows: LiveRows, wanted: Int, notChecked: Int = 0, _ share: Share
    ) -> Int {
        let lines = numbers.compactMap { try? rows.line($0) }
        reader.show(lines, notShown: wanted - lines.count, notChecked: notChecked, at: share.now)
        return wanted - lines.count
    }

    // MARK: Conditions

    private static func byCondition(_ readers: [LiveReader], _ turn: Int) -> [(CheckedCondition, [LiveReader])] {
        var order: [CheckedCondition] = []
        var found: [CheckedCondition: [LiveReader]] = [:]
        for reader in readers {
            guard let condition = reader.request.condition else { continue }
            if found[condition] == nil { order.append(condition) }
            found[condition, default: []].append(reader)
        }
        let first = order.isEmpty ? 0 : turn % order.count
        return (order[first...] + order[..<first]).map { ($0, found[$0] ?? []) }
    }

    private func ask(
        _ condition: CheckedCondition, _ rows: LiveRows, _ total: Int, _ share: Share, for readers: [LiveReader]
    ) -> Int {
        guard ContinuousClock.now < share.end, let type = rows.type else {
            for reader in readers { reader.show([], notChecked: total, at: share.now) }
            return total * readers.count
        }
        do {
            let matches = try filled(rows, type).matches(condition, within: patience.condition)
            let unchecked = total - rows.rows.count
            return readers.reduce(0) { count, reader in
                let shown = matches.prefix(reader.room(at: share.now))
                return count + unchecked
                    + give(reader, Array(shown), of: rows, wanted: matches.count, notChecked: unchecked, share)
            }
        } catch {
            let reason = error as? BasinError ?? BasinError(.system, "The condition cannot be asked.")
            for reader in readers { reader.end(LiveText.failure(reason), at: share.now) }
            return 0
        }
    }

    /// A table with the rows, filled once for all conditions on them.
    private func filled(_ rows: LiveRows, _ type: AppliedEventType) throws -> ConditionTable {
        let table = try self.table ?? ConditionTable()
        self.table = table
        guard !rows.isInTable else { return table }
        do {
            let columns = try rows.columns()
            try columns.fill(try table.begin(type.name, columns: columns.columns), rows.rows)
            rows.isInTable = true
        } catch {
            self.table = nil
            throw error
        }
        return table
    }
}
