import BasinAPI
import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore
import BasinWire
import Foundation
import Logging
import Synchronization

/// What people asked, and which datasets they asked for together.
extension Platform {
    /// A query of a person, which is remembered; our own ask `query`.
    func ask(_ request: QueryRequest, for person: Principal, departure: Departure) async throws -> QueryAnswer {
        let note = QueryNote(request, of: person.name, at: clock.now(), into: queryNotes)
        do {
            return try await query(request, for: person, departure: departure, note: note)
        } catch {
            // Whatever ended it before its last piece was asked for.
            note.end(error)
            throw error
        }
    }

    /// Stores what was asked since the last round. A `kill -9` takes a second's.
    func saveQueries() throws {
        let (queries, lost) = queryNotes.take()
        if lost > 0 {
            logger.warning("more queries than their history takes: some are not in it", metadata: ["queries": "\(lost)"])
        }
        let day = Self.day(clock.now())
        let isNewDay = queryNotes.forgottenOn.load(ordering: .relaxed) != day
        guard !queries.isEmpty || isNewDay else { return }
        do {
            try store(queries, day: day, isNewDay: isNewDay)
        } catch {
            queryNotes.putBack(queries)
            throw error
        }
        guard isNewDay else { return }
        // Copies of the metastore hold what was forgotten; without the key nobody reads it.
        try keys.destroyDailyKeys(
            typeID: 0, purpose: .queries, before: CivilDate(daysSinceEpoch: day - Self.rememberedDays))
        queryNotes.forgottenOn.store(day, ordering: .relaxed)
    }

    private func store(_ queries: [EndedQuery], day: Int, isNewDay: Bool) throws {
        let sealing = try SealingContext(keys)
        let records = try queries.map { try record($0, sealing) }
        let pairs = queries.flatMap { DatasetPair.all(of: $0.reading.ids) }
        let joins: [DatasetPair: Int] = pairs.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        try metastore.write { transaction in
            for record in records { try transaction.add(record) }
            try transaction.addJoins(joins, day: day)
            if isNewDay { try transaction.forgetJoins(day: day) }
            // Each time: a day may be long enough for more than the history takes.
            try transaction.forgetQueries(
                before: Timestamp(microseconds: Int64(day - Self.rememberedDays) * 86_400_000_000), keeping: Self.mostRemembered)
        }
    }

    /// How long the history of queries lasts.
    static let rememberedDays = 90
    /// Queries that the history holds about, however many there were: programs ask often.
    private static let mostRemembered = 1_000_000
    /// Of a query's exact text with its arguments. Of more, only what is shown to others is remembered.
    private static let mostExactBytes = 65_536

    private static func day(_ time: Timestamp) -> Int { Int(time.microseconds.floorDivided(by: 86_400_000_000)) }

    private func record(_ query: EndedQuery, _ sealing: SealingContext) throws -> QueryRecord {
        let day = CivilDate(daysSinceEpoch: Self.day(query.at))
        let key = try keys.dailyKey(typeID: 0, day: day, purpose: .queries)
        let exact = ExactQuery(sql: query.request.sql, arguments: query.request.arguments)
        let identity = Array("\(query.person)\u{0}\(query.at.microseconds)".utf8)
        var sealed: [UInt8] = []
        let text = try JSONEncoder().encode(exact)
        if text.count <= Self.mostExactBytes {
            try text.withUnsafeBytes { text in
                try identity.withUnsafeBytes { identity in
                    try sealing.seal(
                        text, key: key, origin: FieldOrigin(typeID: 0, fieldID: 0), identity: identity, appendingTo: &sealed)
                }
            }
        }
        let (seconds, attoseconds) = query.duration.components
        return QueryRecord(
            at: query.at, person: query.person, masked: MaskedSQL.of(query.request.sql), sealed: sealed,
            datasets: query.reading.names, format: String(query.request.format.prefix(20)),
            purpose: query.request.purpose.map { String($0.prefix(100)) }, outcome: query.outcome, rows: query.rows,
            bytes: query.bytes, microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// One's own queries, as one asked them.
    func ownQueries(_ filter: QueryHistoryFilter, of person: Principal) async throws -> [AskedQuery] {
        let records = try await records(filter, of: person.name)
        return try await BlockingThreads.shared.run { [keys] in
            let sealing = try SealingContext(keys)
            return try records.map { record in
                // It was too large to be kept.
                guard !record.sealed.isEmpty else { return AskedQuery(record, nil) }
                let exact: ExactQuery?
                do {
                    exact = try JSONDecoder().decode(ExactQuery.self, from: Data(sealing.open(record.sealed)))
                } catch let error as BasinError where error.code == .notFound {
                    exact = nil
                }
                return AskedQuery(record, exact)
            }
        }
    }

    /// Everybody's, without a value.
    func allQueries(_ filter: QueryHistoryFilter) async throws -> [AskedQuery] {
        try await records(filter, of: filter.person).map { AskedQuery($0, nil) }
    }

    private func records(_ filter: QueryHistoryFilter, of person: String?) async throws -> [QueryRecord] {
        // What was just asked is there, too.
        try await BlockingThreads.shared.run { [self] in try saveQueries() }
        return try await read {
            try $0.queryRecords(
                of: person, on: filter.dataset, outcome: filter.outcome, before: filter.before, limit: filter.limit)
        }
    }

    /// What an event type or a dataset is asked for together with.
    static func joined(
        with id: UInt32, at now: Timestamp, limit: Int = 5, in snapshot: BasinMetastore.Snapshot
    ) throws -> [JoinedDataset] {
        try snapshot.joinedMost(with: id, day: day(now), limit: limit).compactMap { other in
            try guardedTable(id: other.id, in: snapshot).map { JoinedDataset(name: $0.name, queries: other.queries) }
        }
    }
}

/// What is sealed of a query.
private struct ExactQuery: Codable {
    var sql: String
    var arguments: [QueryArgument]
}

extension AskedQuery {
    fileprivate init(_ record: QueryRecord, _ exact: ExactQuery?) {
        self.init(
            number: record.number, at: record.at.description, person: record.person, sql: exact?.sql ?? record.masked,
            masked: exact == nil, arguments: exact?.arguments ?? [], datasets: record.datasets, format: record.format,
            purpose: record.purpose, outcome: record.outcome, rows: record.rows, bytes: record.bytes,
            seconds: Double(record.microseconds) / 1_000_000)
    }
}
