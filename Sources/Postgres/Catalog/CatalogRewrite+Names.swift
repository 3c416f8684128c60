extension CatalogRewrite {
    mutating func takeName() -> Bool {
        guard let name = at(0)?.name?.lowercased() else { return false }
        let isQualified = pieces.last == "."
        if !isQualified, name == "pg_catalog" || name == "information_schema", at(1)?.isSymbol(".") == true,
            let next = at(2)?.name
        {
            position += 3
            emitQualified(name, next.lowercased())
            return true
        }
        guard !isQualified, at(0)?.kind == .word else { return false }
        if takeProcess(name) { return true }
        if at(1)?.isSymbol("(") == true, let call = Self.call(name, facts) {
            position += 1
            emit(call, .word)
            return true
        }
        // A value, unless it names a column.
        guard let value = Self.value(name, facts), at(1)?.isSymbol("(") != true, at(1)?.isSymbol(".") != true,
            pieces.last?.lowercased() != "as"
        else { return false }
        position += 1
        emit(value, .string)
        return true
    }

    /// `pg_backend_pid()`.
    mutating func takeProcess(_ name: String) -> Bool {
        guard name == "pg_backend_pid", at(1)?.isSymbol("(") == true, at(2)?.isSymbol(")") == true else { return false }
        position += 3
        emit(String(facts.process), .number)
        return true
    }

    mutating func emitQualified(_ schema: String, _ name: String) {
        if name == "pg_backend_pid" {
            position -= 1
            if takeProcess(name) { return }
            position += 1
        }
        let isCall = at(0)?.isSymbol("(") == true
        if isCall {
            emit(Self.call(name, facts) ?? name, .word)
        } else if let value = Self.value(name, facts) {
            emit(value, .string)
        } else {
            let own = schema == "pg_catalog" ? CatalogTables.systemSchema : CatalogTables.informationSchema
            emit(own, .word)
            emit(".", .symbol)
            emit("\"\(name.replacing("\"", with: "\"\""))\"", .quoted)
        }
    }

    /// What a function is called here; nil: as everywhere.
    static func call(_ name: String, _ facts: CatalogFacts) -> String? {
        if CatalogMacros.names.contains(name) { return CatalogTables.systemSchema + "." + name }
        switch name {
        case "json_build_object", "jsonb_build_object": return "json_object"
        default: return nil
        }
    }

    /// What PostgreSQL takes for a call without parentheses.
    static func value(_ name: String, _ facts: CatalogFacts) -> String? {
        switch name {
        case "current_user", "session_user", "current_role", "user": "'" + facts.user.replacing("'", with: "''") + "'"
        case "current_catalog": "'basin'"
        case "current_schema": "'public'"
        default: nil
        }
    }

    /// `FROM generate_series(0, 1) s` names a table and its column alike; in DuckDB the table only.
    mutating func nameColumn() -> Bool {
        guard let name = at(0)?.name, at(1)?.isSymbol("(") != true, let call = lastCall(),
            Self.series.contains(call.name),
            call.clause == "from", !Self.keywords.contains(name),
            !["cross", "left", "inner", "order", "group"].contains(name)
        else { return false }
        let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
        position += 1
        emit("\(quoted)(\(quoted))", nil)
        return true
    }

    static let series: Set<String> = ["generate_series", "unnest", "generate_subscripts"]

    /// The call that was written last, and the clause that it stands in; nil when something else was written.
    func lastCall() -> (name: String, clause: String)? {
        var end = pieces.count - 1
        if end >= 0, pieces[end].lowercased() == "as" { end -= 1 }
        guard end > 1, pieces[end] == ")" else { return nil }
        var (depth, name) = (0, nil as String?)
        for index in stride(from: end, through: 0, by: -1) {
            if pieces[index] == ")" { depth += 1 }
            if pieces[index] == "(" { depth -= 1 }
            guard depth == 0 else { continue }
            if let name, ["from", "select"].contains(pieces[index]) { return (name, pieces[index]) }
            if name == nil { name = index > 0 ? pieces[index - 1] : "" }
        }
        return nil
    }
}
