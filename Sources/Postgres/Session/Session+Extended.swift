import BasinCore

/// The extended query: a statement is prepared, gets values, and gives rows, each in a message of its own.
extension Session {
    mutating func parse(_ name: String, _ sql: String, _ types: [UInt32]) throws -> [SessionAction] {
        try requireShort(sql, name: name)
        let all = Statement.all(sql)
        guard all.count <= 1 else {
            throw PostgresError("42601", "A prepared statement is one statement; these are \(all.count).")
        }
        let statement = all.first ?? Statement("")
        if case .refused(let error) = statement.kind { throw error }
        if ![.commit, .rollback, .rollbackToSavepoint, .empty].contains(statement.kind) {
            try requireGoodTransaction()
        }
        guard name.isEmpty || statements[name] == nil else {
            throw PostgresError(
                "42P05", "The prepared statement \(name.prefix(63).debugDescription) is there already; close it first.")
        }
        guard statements.count < limits.statements,
            statements.values.reduce(sql.utf8.count, { $0 + $1.statement.sql.utf8.count }) <= limits.statementBytes
        else {
            throw PostgresError(
                "53000", "This connection has too many prepared statements; close some, or DISCARD ALL.")
        }
        statements[name] = try PreparedStatement(statement, given: types, limits)
        return [.send(.parseComplete)]
    }

    mutating func bind(_ binding: Binding) throws -> [SessionAction] {
        try requireShort("", name: binding.portal)
        guard let prepared = statements[binding.statement] else { throw Self.noStatement(binding.statement) }
        guard binding.values.count == prepared.types.count else {
            throw PostgresError(
                "08P01",
                "The statement has \(prepared.types.count.counted("parameter")) and is given \(binding.values.count.counted("value")).")
        }
        guard binding.portal.isEmpty || portals[binding.portal] == nil else {
            throw PostgresError(
                "42P03", "The portal \(binding.portal.prefix(63).debugDescription) is there already; close it first.")
        }
        guard portals.count < limits.portals else {
            throw PostgresError(
                "53000", "This connection has \(limits.portals) portals, as many as it may; close some.")
        }
        let parameters = try binding.values.enumerated().map { index, value in
            try Parameter(value, isBinary: binding.isBinary(index), oid: prepared.types[index], position: index + 1)
        }
        let others = portals.lazy.filter { $0.key != binding.portal }.map(\.value.parameters)
        let bytes = ([parameters] + others).joined().reduce(0) { $0 + ($1.text?.utf8.count ?? 0) }
        guard bytes <= limits.portalBytes else {
            throw PostgresError("53000", "The values of this connection's portals are too large; close some.")
        }
        var formats = binding
        formats.values = []
        portals[binding.portal] = Portal(
            prepared.statement, source: binding.statement, parameters: parameters, formats: formats)
        return [.close(binding.portal), .send(.bindComplete)]
    }

    /// The client was told these types of parameters, and will send values of them.
    package mutating func described(_ name: String, types: [UInt32]) { statements[name]?.types = types }

    func describe(_ target: ClientMessage.Target) throws -> [SessionAction] {
        switch target {
        case .statement(let name):
            guard let prepared = statements[name] else { throw Self.noStatement(name) }
            guard prepared.statement.givesRows else {
                return [.send(.parameterDescription(prepared.types)), .send(.noData)]
            }
            try requireGoodTransaction()
            return [.describe(name: name, prepared)]
        case .portal(let name):
            guard let portal = portals[name] else { throw Self.noPortal(name) }
            guard portal.statement.givesRows else { return [.send(.noData)] }
            try requireGoodTransaction()
            return [.open(name: name, portal), .describeRows(name: name, portal)]
        }
    }

    mutating func execute(_ name: String, _ limit: Int) throws -> [SessionAction] {
        guard let portal = portals[name] else { throw Self.noPortal(name) }
        guard portal.statement.givesRows else { return try perform(portal.statement) }
        try requireGoodTransaction()
        return [.open(name: name, portal), .fetch(name: name, portal, limit: limit)]
    }
}

extension Statement {
    package var givesRows: Bool {
        switch kind {
        case .select, .catalog, .show: true
        default: false
        }
    }
}
