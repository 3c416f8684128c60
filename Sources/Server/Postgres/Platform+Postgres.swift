import BasinCore
import BasinEngines
import BasinKeys
import BasinManagement
import BasinPostgres
import BasinTracing
import BasinWire
import CCrypto
import Logging
import NIOCore
import Synchronization

/// What PostgreSQL clients can ask, bound to this platform: the same queries, under the same rules, as through the API.
extension Platform {
    var postgresServices: PostgresServices {
        PostgresServices(
            authenticate: { try await self.postgresLogin(token: $0, user: $1, address: $2) },
            run: { try await self.postgresRows($0, $1, $2, $3) },
            describe: { try await self.postgresShape($0, $1) },
            random: { count in
                var bytes = [UInt8](repeating: 0, count: count)
                guard basin_random(&bytes, bytes.count) == 1 else {
                    throw BasinError(.system, "The operating system gives no random numbers.")
                }
                return bytes
            }, version: BasinVersion.current)
    }

    /// Slowed down for whoever guesses from an address, as logins with a password are.
    private func postgresLogin(token: String, user: String, address: String) async throws -> Principal {
        let guess = "\(address) \(user)"
        let now = clock.now()
        let person = try postgresLogins.withLock { throttle in
            try throttle.enter(guess, at: now)
            let person = credentials.principal(token, at: now)
            let isRight = person.map { [$0.name, "basin"].contains(user) } ?? false
            throttle.leave(guess, wasRight: isRight, at: now)
            return isRight ? person : nil
        }
        guard let person else {
            // A wrong name is not written down as it was typed: it may be a token.
            try await auditLog.append(
                AuditEntry(person: "-", action: "login", outcome: .refused, details: ["door": "postgres"]))
            throw BasinError(
                .unauthorized,
                "There is no account of that name with that token; the password is a token of the account.")
        }
        try person.require(.query)
        return person
    }

    /// What somebody showed when they connected may not be good any more.
    private func requireGood(_ person: Principal) throws {
        guard credentials.isGood(person, at: clock.now()) else {
            throw BasinError(.unauthorized, "The token is not good for this any more; connect again with another.")
        }
    }

    private func postgresRows(
        _ statement: Statement, _ parameters: [Parameter], _ client: PostgresClient, _ departure: Departure
    ) async throws -> PostgresRows {
        try requireGood(client.person)
        if statement.kind == .catalog { return try await catalogRows(statement, parameters, client, departure) }
        try client.person.require(.query)
        let request = QueryRequest(
            sql: statement.sql, format: "postgres",
            arguments: parameters.enumerated().map {
                QueryArgument(name: String($0 + 1), value: $1.text, type: $1.type)
            })
        let note = QueryNote(request, of: client.person.name, at: clock.now(), into: queryNotes)
        let span = trace?.begin("basin.query", [Attribute(.format, request.format)])
        do {
            return try await rows(of: request, client.person, departure, note, span)
        } catch {
            note.end(error)
            span?.end(error)
            throw error
        }
    }

    private func rows(
        of request: QueryRequest, _ person: Principal, _ departure: Departure, _ note: QueryNote, _ span: OpenSpan?
    ) async throws -> PostgresRows {
        let columns = ResultColumns()
        let pieces = try await pieces(of: request, .rows, person, departure, note, span) { found in
            columns.set(found.map { ResultColumn(name: $0.name, type: PostgresType(duckDB: $0.type)) })
        }
        // With the first piece, or the end without any, the columns are there; an error before it is the answer.
        let first = Mutex(try await pieces.next())
        return PostgresRows(columns: columns.value) {
            if let piece = first.withLock({ $0.take() }) { return piece }
            return try await pieces.next()
        }
    }

    private func postgresShape(_ prepared: PreparedStatement, _ client: PostgresClient) async throws -> StatementShape {
        try requireGood(client.person)
        let types = prepared.types.map { PostgresType.duckDBName(ofParameter: $0) }
        if prepared.statement.kind == .catalog { return try await catalogShape(prepared, client) }
        try client.person.require(.query)
        let arguments = types.enumerated().compactMap { index, type in
            type.map { QueryArgument(name: String(index + 1), value: nil, type: $0) }
        }
        let description = try await describe(
            QueryRequest(sql: prepared.statement.sql, format: "postgres", arguments: arguments), for: client.person)
        let byName = Dictionary(
            description.parameters.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        return StatementShape(
            parameters: types.indices.map { PostgresType(duckDB: byName[String($0 + 1)].flatMap(\.self) ?? "VARCHAR") },
            columns: description.columns.map { ResultColumn(name: $0.name, type: PostgresType(duckDB: $0.type)) })
    }
}
