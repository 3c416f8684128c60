import BasinCollection
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// What somebody wants to know first in the morning.
extension Platform {
    func home(for person: Principal) async throws -> HomeSummary {
        let pending = delivery.pendingRows().filter { $0.value > 0 }
        let now = clock.now()
        return try await read { snapshot in
            var home = HomeSummary(
                at: now.description, datasets: try snapshot.catalogDatasetCount(), hasKey: try snapshot.hasWriteKey(),
                hasData: try !pending.isEmpty || snapshot.hasData())
            home.hasDefinitions = home.datasets > 0
            try Self.addTroubles(to: &home, for: person, in: snapshot, now: now)
            try Self.addEvents(to: &home, pending: pending, in: snapshot, now: now)
            home.rising = try Self.rising(in: snapshot, now: now)
            home.fresh = try snapshot.publishedLast(limit: mostEntries).map { mark, at in
                Self.entry(mark, state: "good", lastData: at)
            }
            let runs = try snapshot.activeRunCounts()
            home.runningRuns = (runs["running"] ?? 0) + (runs["publishing"] ?? 0)
            home.queuedRuns = (runs["queued"] ?? 0) + (runs["retrying"] ?? 0)
            if person.may(.govern) || person.may(.query) {
                home.requestsToDecide = try snapshot.requestsToDecide(
                    by: person.name, teams: person.may(.govern) ? nil : person.teams, limit: 1000)
            }
            return home
        }
    }

    // MARK: Troubles

    private static func addTroubles(
        to home: inout HomeSummary, for person: Principal, in snapshot: BasinMetastore.Snapshot, now: Timestamp
    ) throws {
        let troubles = try Troubles.all(in: snapshot, now: now)
        var worst = Dictionary(troubles.all.map { ($0.mark.id, $0) }) { first, _ in first }
        func trouble(of mark: DatasetMark) throws -> DatasetTrouble? {
            if worst[mark.id] == nil { worst[mark.id] = try Troubles.of(mark, in: snapshot, now: now) }
            return worst[mark.id]
        }
        let used = try snapshot.usedLately(by: person.name, since: now + .seconds(-30 * 86_400), queries: 200, limit: 50)
            .compactMap { try snapshot.datasetMark(named: $0) }.compactMap(trouble).sorted { $0.order < $1.order }
        home.usedAndBroken = try used.prefix(mostTroubles).map { try summary($0, in: snapshot) }
        let owned = try snapshot.datasetMarks(ownedBy: person.teams, limit: 200).map { ($0, try trouble(of: $0)) }
        home.owned = try (owned.filter { $0.1 != nil }.sorted { $0.1!.order < $1.1!.order } + owned.filter { $0.1 == nil })
            .prefix(mostEntries).map { mark, trouble in
                let last = try snapshot.lastData(datasetID: mark.id)
                return entry(mark, state: trouble?.state.rawValue ?? (last == nil ? "new" : "good"), lastData: last)
            }
        for team in person.teams {
            let counts = try snapshot.ownedCounts(team)
            home.ownedCount += (counts[.event] ?? 0) + (counts[.dataset] ?? 0)
        }
        let all = worst.values.sorted { $0.order < $1.order }
        home.troubles = try all.prefix(mostTroubles).map { try summary($0, in: snapshot) }
        home.troubleCounts = Dictionary(grouping: all, by: \.state.rawValue).mapValues(\.count)
        home.isCut = troubles.isCut
    }

    // MARK: Events

    /// - Parameter pending: what is in the log and not delivered yet, by type: next to all of it is of this hour.
    private static func addEvents(
        to home: inout HomeSummary, pending: [UInt32: Int], in snapshot: BasinMetastore.Snapshot, now: Timestamp
    ) throws {
        let hour = Hour(now), first = Hour(index: hour.index - 47)
        let totals = try snapshot.hourTotals(in: first..<hour.next)
        let refused = try snapshot.refusedInImports(since: first)
        home.hours = (first.index...hour.index).map { index in
            let counts = sent(
                totals[Hour(index: index)] ?? LedgerCounts(), without: refused[Hour(index: index)]?.values.reduce(0, +))
            let waiting = index == hour.index ? pending.values.reduce(0, +) : 0
            return HomeSummary.HourOfEvents(
                hour: Hour(index: index).description, received: counts.received + waiting, quarantined: counts.quarantined)
        }
        var types: [UInt32: LedgerCounts] = [:]
        for (id, counts) in try snapshot.openLedgers(hour: hour) {
            let sent = sent(counts, without: refused[hour]?[id])
            if sent.received > 0 { types[id] = sent }
        }
        for (id, rows) in pending { types[id, default: LedgerCounts()].received += rows }
        types[0] = nil
        home.busyTypes = types.count
        home.busiest = try types.sorted { ($1.value.received, $0.key) < ($0.value.received, $1.key) }.prefix(mostEntries).compactMap { id, counts in
            try snapshot.datasetMark(id: id).map {
                HomeSummary.HourOfType(type: $0.name, received: counts.received, quarantined: counts.quarantined)
            }
        }
    }

    /// What clients sent in an hour.
    /// - Parameter refused: what imports refused in it, which its ledger has unless a later import replaced what it holds.
    private static func sent(_ counts: LedgerCounts, without refused: Int?) -> LedgerCounts {
        let refused = min(refused ?? 0, counts.quarantined)
        var sent = counts
        sent.received -= refused
        sent.quarantined -= refused
        return sent
    }

    // MARK: Use

    private static let fewestUses = 3

    /// What was used more in the last seven days than in the seven before, of what was among the most used on one of them.
    private static func rising(in snapshot: BasinMetastore.Snapshot, now: Timestamp) throws -> [HomeSummary.Entry] {
        let today = Int(now.microseconds.floorDivided(by: 86_400_000_000))
        let risen = try snapshot.usedMost(onDays: today - 6..<today + 1, limit: 60).compactMap { id -> (id: UInt32, uses: [Int], rise: Int)? in
            let uses = try snapshot.uses(of: id, onDays: today - 13..<today + 1)
            let now = uses.suffix(7).reduce(0, +), before = uses.prefix(7).reduce(0, +)
            return now >= fewestUses && now > before ? (id, uses, now - before) : nil
        }.sorted { ($1.rise, $0.id) < ($0.rise, $1.id) }
        return try risen.prefix(mostEntries).compactMap { id, uses, _ in
            guard let mark = try snapshot.datasetMark(id: id), mark.standing != .removed else { return nil }
            var entry = entry(mark, state: "good", lastData: try snapshot.lastData(datasetID: id))
            entry.usesByDay = uses
            return entry
        }
    }

    private static func entry(_ mark: DatasetMark, state: String, lastData: Timestamp?) -> HomeSummary.Entry {
        HomeSummary.Entry(
            name: mark.name, kind: mark.kind.rawValue, owner: mark.owner, tier: mark.tier?.rawValue, description: mark.description,
            lastData: lastData?.description, state: state, uses: mark.uses)
    }
}

/// Shown of each list.
private let mostTroubles = 8, mostEntries = 6
