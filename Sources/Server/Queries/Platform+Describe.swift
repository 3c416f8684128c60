import BasinCore
import BasinEngines
import BasinManagement
import BasinMetastore
import BasinWire

extension Platform {
    /// The columns that a query gives and the types of its parameters. Nothing is delivered or read, and it counts as no
    /// use: the SQL is bound over empty datasets.
    ///
    /// - Parameter request: of its arguments only names and types matter, and they may be left out; so do format and limit.
    /// - Throws: as `query` does before it runs.
    func describe(_ request: QueryRequest, for person: Principal) async throws -> QueryDescription {
        let checked = try await check(request.sql)
        let (ids, tables) = try await read { snapshot in
            let types = try snapshot.eventTypes(named: checked.datasets)
            let datasets = try snapshot.datasets(named: checked.datasets).map(\.dataset)
            let tables =
                types.map { QueryOrder.Table(name: $0.name, columns: $0.schema.queryColumns, files: []) }
                + datasets.map { QueryOrder.Table(name: $0.name, columns: Self.columns(of: $0), files: []) }
            return (types.map(\.id) + datasets.map(\.id), tables)
        }
        try await refuse(ids, for: person, at: clock.now())
        var types: [String: String] = [:]
        for argument in request.arguments { types[argument.name] = argument.type }
        // DuckDB works out what is constant before it knows the types, and is not always interrupted in that.
        var limits = Self.queryLimits
        // Two are made at a time, beside the queries, and others wait for them.
        (limits.time, limits.memoryBytes) = (Self.describingTime, Self.describingBytes)
        let order = QueryOrder(
            sql: checked.sql, tables: tables, output: .shape(types: types), limits: limits,
            directory: folder.path + "/results")
        let cancellation = QueryCancellation()
        return try await withTaskCancellationHandler {
            try await describing.run { [queryExecutor] in
                switch try queryExecutor.run(order, openers: [:], cancellation: cancellation, QueryTaker { _ in }) {
                case .described(let shape): return QueryDescription(shape)
                case .ran: throw BasinError(.system, "The query was run instead of described.")
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private static let describingTime = Duration.seconds(10)
    private static let describingBytes: Int64 = 500_000_000

    /// The SQL, when it is one that a person may ask.
    func check(_ sql: String) async throws -> CheckedQuery {
        let names = try await read { Set(try $0.eventTypeNames().keys).union(try $0.datasetNames().keys) }
        return try await BlockingThreads.shared.run { [parser] in try parser.check(sql, datasets: names) }
    }
}

extension QueryDescription {
    fileprivate init(_ shape: QueryShape) {
        self.init(
            columns: shape.columns.map { Column(name: $0.name, type: $0.type) },
            parameters: shape.parameters.map { Parameter(name: $0.name, type: $0.type) })
    }
}

extension QueryRequest {
    var sqlArguments: [SQLArgument] { arguments.map { SQLArgument(name: $0.name, value: $0.value, type: $0.type) } }
}
