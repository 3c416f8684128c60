import BasinAPI
import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinManagement
import BasinMetastore
import BasinTracing
import BasinWire
import Foundation
import NIOCore
import Synchronization

extension Platform {
    /// Checks the SQL, delivers what waits for the datasets that it names, and runs it over what the person may read of
    /// their current content.
    /// - Parameter sealed: columns by dataset whose stored bytes the SQL sees instead of a mask: only for SQL of our own
    ///   that gives nothing but counts.
    /// - Parameter note: is told what the query reads, and how it ends.
    func query(
        _ request: QueryRequest, for person: Principal, departure: Departure,
        asBytes sealed: [String: Set<String>] = [:],
        note: QueryNote? = nil
    ) async throws -> QueryAnswer {
        guard let format = QueryFormat(rawValue: request.format) else {
            throw BasinError(
                .invalid, "The format \(request.format.prefix(40)) is not known; use json, csv, parquet or arrow.")
        }
        if let limit = request.limit, limit < 0 {
            throw BasinError(.invalid, "The limit of rows is \(limit); give 0 or more, or none for all rows.")
        }
        let span = trace?.begin("basin.query", [Attribute(.format, format.rawValue)])
        do {
            return try await query(request, format, person, departure, asBytes: sealed, note, span)
        } catch {
            span?.end(error)
            throw error
        }
    }

    private func query(
        _ request: QueryRequest, _ format: QueryFormat, _ person: Principal, _ departure: Departure,
        asBytes sealed: [String: Set<String>], _ note: QueryNote?, _ span: OpenSpan?
    ) async throws -> QueryAnswer {
        let pieces = try await pieces(
            of: request, .file(format, rows: request.limit), person, departure, asBytes: sealed, note, span)
        // The first piece decides the status: an error before it is an answer of its own.
        let first = Mutex(try await pieces.next())
        return QueryAnswer(
            contentType: format.contentType,
            body: AsyncThrowingStream {
                if let piece = first.withLock({ $0.take() }) { return piece }
                return try await pieces.next()
            })
    }

    /// Begins a query for any door: waits for a place, checks the SQL, asks what the person may read, and hands it to
    /// whoever runs queries.
    /// - Parameter columns: is told the columns of `.rows` before the first piece.
    func pieces(
        of request: QueryRequest, _ output: QueryOutput, _ person: Principal, _ departure: Departure,
        asBytes sealed: [String: Set<String>] = [:], _ note: QueryNote?, _ span: OpenSpan?,
        columns: @escaping @Sendable ([QueryShape.Column]) -> Void = { _ in }
    ) async throws -> QueryPieces {
        let asked = ContinuousClock.now
        try await queryRoom.enter()
        span?.add([Attribute(.waitSeconds, (ContinuousClock.now - asked) / .seconds(1))])
        let prepared: PreparedQuery
        do {
            prepared = try await prepare(request, output, person, asBytes: sealed, note)
        } catch {
            queryRoom.leave()
            throw error
        }
        span?.add([
            Attribute(.datasets, prepared.order.tables.map(\.name).sorted()),
            Attribute(.files, prepared.order.tables.reduce(0) { $0 + $1.files.count }),
        ])
        let pieces = QueryPieces()
        queries.start { [self] in
            var bytes = 0
            let result = counting(prepared.reads, by: person.name) { elsewhere in
                var other: Int64 = 0
                defer { elsewhere = other }
                let taker = QueryTaker(columns: columns, processorMicros: { other = $0 }) {
                    bytes += $0.count
                    try pieces.put($0)
                }
                return try run(prepared, pieces.cancellation, taker)
            }
            // First: with the last piece the request's own span may end.
            switch result {
            case .success(let summary):
                span?.end([Attribute(.rows, summary.rows)])
                note?.end("done", rows: summary.rows, bytes: bytes)
            case .failure(let error):
                span?.end(error)
                note?.end(error, bytes: bytes)
            }
            pieces.finish(result.map { _ in })
            queryRoom.leave()
        }
        departure.whenGone { pieces.abandon() }
        return pieces
    }

    /// Blocks. Keys are asked here: none goes to whoever runs the query.
    private func run(
        _ prepared: PreparedQuery, _ cancellation: QueryCancellation, _ taker: QueryTaker
    ) throws -> QuerySummary {
        var order = prepared.order
        for subject in prepared.subjects { order.pseudonyms[subject] = try keys.pseudonym(of: subject) }
        switch try queryExecutor.run(order, openers: prepared.openers, cancellation: cancellation, taker) {
        case .ran(let summary): return summary
        case .described: throw BasinError(.system, "The query was described instead of run.")
        }
    }

    /// One core stays for intake and health, where there are several.
    static var queryLimits: QueryLimits {
        QueryLimits(threads: max(1, min(4, ProcessInfo.processInfo.activeProcessorCount - 1)))
    }

    private func prepare(
        _ request: QueryRequest, _ output: QueryOutput, _ person: Principal, asBytes sealed: [String: Set<String>],
        _ note: QueryNote?
    ) async throws -> PreparedQuery {
        let checked = try await check(request.sql)
        let ids = try await read { snapshot in
            let types = try snapshot.eventTypes(named: checked.datasets).map(\.id)
            return (types, try types + snapshot.datasets(named: checked.datasets).map(\.dataset.id))
        }
        note?.reads(checked.datasets, ids.1)
        let now = clock.now()
        try await refuse(ids.1, for: person, at: now)
        uses.withLock { uses in for id in ids.1 { uses[id, default: 0] += 1 } }
        try await delivery.flush(ids.0)
        // Who may read and what there is are of one moment.
        let (tables, guarded, grants, types, reads) = try await read { snapshot in
            let named = try snapshot.eventTypes(named: checked.datasets)
            let datasets = try snapshot.datasets(named: checked.datasets).map(\.dataset)
            var reads: [(id: UInt32, bytes: Int64)] = []
            func files(_ id: UInt32) throws -> [String] {
                let files = try snapshot.files(typeID: id)
                reads.append((id, files.reduce(Int64(0)) { $0.adding(Int64($1.bytes)) }))
                return files.map(\.path)
            }
            let events = try named.map { type in
                QueryOrder.Table(name: type.name, columns: type.schema.queryColumns, files: try files(type.id))
            }
            let tables =
                try events
                + datasets.map { dataset in
                    QueryOrder.Table(
                        name: dataset.name, columns: Self.columns(of: dataset), files: try files(dataset.id))
                }
            return (
                tables, named.map { GuardedTable($0) } + datasets.map { GuardedTable($0) },
                try snapshot.grants(for: person, at: now), request.purpose == nil ? [] : try snapshot.eventTypes(),
                reads
            )
        }
        let readings = try await readings(
            of: guarded, grants, for: person, purpose: request.purpose, by: sealed.isEmpty ? "query" : "compare",
            at: now)
        let origins = SealedOrigins(types)
        var openers: [UInt32: ValueOpener.Open] = [:]
        let shown = try zip(tables, guarded).map { table, guarded in
            // Whoever is not decided about reads nothing.
            guard let reading = readings[table.name], guarded.name == table.name else {
                throw BasinError(.forbidden, "It is not known who may read \(table.name).")
            }
            var table = Self.limited(table, to: reading)
            if !reading.opened.isEmpty, let purpose = request.purpose {
                table.opener = guarded.id
                openers[guarded.id] = origins.opener(reading.opens, purpose, keys)
            }
            return Self.unmasked(table, sealed[table.name] ?? [])
        }
        let order = QueryOrder(
            sql: checked.sql, arguments: request.sqlArguments, tables: shown, output: output, limits: Self.queryLimits,
            directory: folder.path + "/results")
        return PreparedQuery(order: order, openers: openers, subjects: checked.subjects, reads: reads)
    }

    /// Who may read nothing of a table makes nobody work for it.
    func refuse(_ ids: [UInt32], for person: Principal, at now: Timestamp) async throws {
        let (refused, grants) = try await read { snapshot in
            let grants = try snapshot.grants(for: person, at: now)
            let tables = try ids.compactMap { try Self.guardedTable(id: $0, in: snapshot) }
            return (tables.filter { $0.reading(of: person, grants, at: now) == nil }, grants)
        }
        if !refused.isEmpty { _ = try await readings(of: refused, grants, for: person, by: "query", at: now) }
    }

    /// The table as somebody sees it who may read so much of it.
    private static func limited(_ table: QueryOrder.Table, to reading: GuardedTable.Reading) -> QueryOrder.Table {
        var table = table
        for index in table.columns.indices where reading.opened.contains(table.columns[index].name) {
            table.columns[index].isOpened = table.columns[index].isSealed
        }
        switch reading.rows {
        case .all: table.conditions = nil
        case .some(let conditions): table.conditions = conditions
        }
        return table
    }

    private static func unmasked(_ table: QueryOrder.Table, _ names: Set<String>) -> QueryOrder.Table {
        var table = table
        for index in table.columns.indices where names.contains(table.columns[index].name) {
            table.columns[index].isSealed = false
            table.columns[index].type = .binary
        }
        return table
    }

    static func columns(of dataset: AppliedDataset) -> [QueryColumn] {
        let own = dataset.columns.map { QueryColumn(name: $0.name, type: $0.type, id: $0.id, isSealed: $0.isSealed) }
        guard dataset.definition.granularity != .none else { return own }
        let time = Envelope.partitionTime.column
        return own + [QueryColumn(name: time.name, type: time.type, id: time.id)]
    }
}
