/// What one client and this door have agreed on, and what comes next: PostgreSQL's protocol 3, "Message Flow", as a
/// value. It does nothing itself: it is told what came, and says what to do.
package struct Session: Sendable {
    enum Mode: Equatable {
        /// Between two messages, or inside a series that ends with Sync.
        case ready
        /// Statements of a simple query that are still to be done.
        case simple([Statement])
        /// Something failed: nothing is done until the client says Sync.
        case skipping
    }

    let limits: PostgresLimits
    var mode = Mode.ready
    package internal(set) var status = TransactionStatus.idle
    var statements: [String: PreparedStatement] = [:]
    var portals: [String: Portal] = [:]
    /// A simple query's only portal: no client can name it, since no name holds a zero byte.
    static let simple = "\0"

    package init(limits: PostgresLimits = PostgresLimits()) { self.limits = limits }

    /// A message came. - Throws: what goes to `failed`.
    package mutating func apply(_ message: ClientMessage) throws -> [SessionAction] {
        if mode == .skipping, message != .sync, message != .terminate { return [] }
        switch message {
        case .query(let sql): return try begin(sql)
        case .parse(let name, let sql, let types): return try parse(name, sql, types)
        case .bind(let binding): return try bind(binding)
        case .describe(let target): return try describe(target)
        case .execute(let portal, let limit): return try execute(portal, limit)
        case .close(.statement(let name)):
            statements[name] = nil
            let closed = portals.filter { $0.value.source == name && $0.key != Self.simple }.map(\.key).sorted()
            for portal in closed { portals[portal] = nil }
            return closed.map { .close($0) } + [.send(.closeComplete)]
        case .close(.portal(let name)):
            portals[name] = nil
            return [.close(name), .send(.closeComplete)]
        case .flush: return [.flush]
        case .sync:
            mode = .ready
            return endOfSeries()
        case .terminate: return [.close(nil), .end]
        case .password: throw PostgresError.protocolViolation("No password was asked for.")
        }
    }

    /// All of the last actions were done. Empty when the client has the word.
    package mutating func proceed() throws -> [SessionAction] {
        guard case .simple(var queue) = mode else { return [] }
        guard !queue.isEmpty else {
            mode = .ready
            return endOfSeries()
        }
        let statement = queue.removeFirst()
        mode = .simple(queue)
        let portal = Portal(statement)
        switch statement.kind {
        case .select, .catalog, .show:
            try requireGoodTransaction()
            return [
                .close(Self.simple), .open(name: Self.simple, portal), .describeRows(name: Self.simple, portal),
                .fetch(name: Self.simple, portal, limit: 0), .close(Self.simple),
            ]
        default: return try perform(statement)
        }
    }

    /// One of the last actions failed, or a message could not be read.
    package mutating func failed(_ error: PostgresError) -> [SessionAction] {
        if error.severity == .fatal { return [.close(nil), .send(.error(error)), .end] }
        if mode == .skipping { return [] }
        if status == .open { status = .failed }
        guard case .simple = mode else {
            mode = .skipping
            return [.close(nil), .send(.error(error)), .flush]
        }
        mode = .ready
        return [.close(nil), .send(.error(error))] + endOfSeries()
    }

    private mutating func begin(_ sql: String) throws -> [SessionAction] {
        statements[""] = nil
        portals[""] = nil
        mode = .simple([])
        try requireShort(sql)
        let all = Statement.all(sql)
        mode = .simple(all)
        guard all.count <= limits.statementsOfOne else {
            throw PostgresError(
                "54000", "A query has \(limits.statementsOfOne) statements at most; this one has \(all.count).")
        }
        // The portal without a name ends here: rows of it that wait hold a place.
        return [.close("")] + (all.isEmpty ? [.send(.emptyQuery)] : [])
    }

    /// Before anything is made of it.
    func requireShort(_ sql: String, name: String = "") throws {
        guard sql.utf8.count <= limits.sqlBytes else {
            throw PostgresError("54000", "The SQL is longer than \(limits.sqlBytes / 1024) KiB; shorten it.")
        }
        guard name.utf8.count <= limits.nameBytes else {
            throw PostgresError("42622", "A name has \(limits.nameBytes) bytes at most; shorten it.")
        }
    }

    /// Without a transaction, portals do not outlive what the client sent together.
    private mutating func endOfSeries() -> [SessionAction] {
        guard status == .idle else { return [.send(.ready(status)), .flush] }
        portals = [:]
        return [.close(nil), .send(.ready(status)), .flush]
    }

    func requireGoodTransaction() throws {
        if status == .failed {
            throw PostgresError(
                "25P02", "Something failed in this transaction: nothing is done before it ends. Send ROLLBACK.")
        }
    }

    /// What gives no rows: its tag, and what it means for the session.
    mutating func perform(_ statement: Statement) throws -> [SessionAction] {
        switch statement.kind {
        case .commit, .rollback:
            let isCommit = statement.kind == .commit && status != .failed
            status = .idle
            let kept = portals.filter { $0.key != Self.simple }.keys.sorted()
            portals = [:]
            return kept.map { .close($0) } + [.send(.commandComplete(isCommit ? "COMMIT" : "ROLLBACK"))]
        case .rollbackToSavepoint:
            if status == .failed { status = .open }
            return [.send(.commandComplete("ROLLBACK"))]
        default: try requireGoodTransaction()
        }
        switch statement.kind {
        case .begin:
            status = .open
            return [.send(.commandComplete("BEGIN"))]
        case .noted(let tag): return [.send(.commandComplete(tag))]
        case .deallocate(let name):
            if let name {
                guard statements.removeValue(forKey: name) != nil else { throw Self.noStatement(name) }
                return [.send(.commandComplete("DEALLOCATE"))]
            }
            statements = [:]
            return [.send(.commandComplete("DEALLOCATE ALL"))]
        case .discard:
            statements = [:]
            portals = [:]
            return [.close(nil), .send(.commandComplete("DISCARD ALL"))]
        case .refused(let error): throw error
        default: return [.send(.emptyQuery)]
        }
    }

    static func noStatement(_ name: String) -> PostgresError {
        PostgresError("26000", "There is no prepared statement \(name.prefix(63).debugDescription) in this connection.")
    }

    static func noPortal(_ name: String) -> PostgresError {
        PostgresError("34000", "There is no portal \(name.prefix(63).debugDescription) in this connection.")
    }
}
