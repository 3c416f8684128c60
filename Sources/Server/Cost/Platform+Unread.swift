import BasinCore
import BasinDefinitions
import BasinManagement
import BasinMetastore
import BasinWire

/// What may go, because nobody reads it.
extension Platform {
    /// A month is 30 days here: the next one, not one of the calendar.
    private static let month = 30

    func unreadDatasets(days: Int) async throws -> UnreadAnswer {
        try await BlockingThreads.shared.run { [self] in try saveUsage() }
        let now = clock.now(), today = Partition(.day, holding: now).index
        return try await read { [planTools] snapshot in
            let types = try snapshot.eventTypes(), made = try snapshot.datasets().map(\.dataset)
            let ids = Dictionary(
                types.map { ($0.name, $0.id) } + made.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
            let reads = try snapshot.lastReads(), published = try snapshot.firstPublications()
            let applied = try snapshot.firstApplied()
            func day(_ moment: Timestamp?) -> Int? { moment.map { Partition(.day, holding: $0).index } }
            let events = types.map { type in
                UnreadDatasets.Node(
                    id: type.id, name: type.name, isEvents: true, inputs: [], lastRead: reads[type.id],
                    bornOn: day(type.firstHour.start) ?? today, isRemoved: type.isRemoved)
            }
            let datasets = made.map { dataset in
                let checked = dataset.definition.datasetsInChecks { (try? planTools.sql.reads($0)) ?? [] }
                return UnreadDatasets.Node(
                    id: dataset.id, name: dataset.name, isEvents: false,
                    inputs: Set(dataset.inputs.map(\.id)).union(checked.compactMap { ids[$0] }), lastRead: reads[dataset.id],
                    bornOn: [day(published[dataset.id]), day(applied[dataset.name])].compactMap(\.self).min() ?? today,
                    isRemoved: dataset.isRemoved)
            }
            let since = try snapshot.readsCountedSince()
            let unread = UnreadDatasets(events + datasets, days: days, today: today, countedSince: since)
            let nodes = Dictionary((events + datasets).map { ($0.id, $0) }) { first, _ in first }
            let tables = Dictionary(
                (types.map { GuardedTable($0) } + made.map { GuardedTable($0) }).map { ($0.id, $0) }) { first, _ in first }
            let retention = Dictionary(
                types.map { ($0.id, $0.definition.retentionDays) } + made.map { ($0.id, $0.definition.retentionDays) }
            ) { first, _ in first }
            let costs = UnreadCosts(
                stored: try snapshot.storedBytes(), recent: try snapshot.usage(days: today - Self.month + 1..<today + 1),
                prices: try snapshot.prices())
            let contacts = Dictionary(try snapshot.teams().map { ($0.name, $0.contact) }) { first, _ in first }
            let found = unread.ids.compactMap { id -> (Int64, UnreadDataset)? in
                guard let node = nodes[id], let table = tables[id] else { return nil }
                let saving = costs.saving(id)
                // A definition that is gone and of which nothing is stored costs nothing.
                guard !node.isRemoved || saving.bytes > 0 else { return nil }
                let readers = (unread.readers[id] ?? []).compactMap { nodes[$0]?.name }.sorted()
                let proposal = UnreadProposal(
                    node: node, retentionDays: retention[id] ?? nil, isRestricted: table.access.isRestricted, readers: readers)
                return (
                    saving.cost?.micros ?? saving.bytes,
                    UnreadDataset(
                        name: node.name, kind: node.isEvents ? "event" : "pipeline", owner: table.owner,
                        contact: contacts[table.owner],
                        lastRead: node.lastRead.map { Partition(.day, index: $0.day).description },
                        lastWay: node.lastRead?.way.rawValue, readers: readers, bytes: Int(saving.bytes),
                        cpuMicroseconds: Int(saving.cpuMicros), saving: saving.cost?.description,
                        cautions: proposal.cautions, proposal: proposal.change)
                )
            }
            let first = today - days + 1
            return UnreadAnswer(
                days: days, countedSince: since.map { Partition(.day, index: $0).description },
                isKnown: since.map { $0 <= first } ?? false, currency: costs.prices?.currency,
                datasets: found.sorted { ($1.0, $0.1.name) < ($0.0, $1.1.name) }.map(\.1))
        }
    }
}
