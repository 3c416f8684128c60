/// Turns a client's question about PostgreSQL's catalog into SQL for the instance that holds `CatalogContent`: token by token,
/// so that no text and no quoted name is taken for something else. What it does not know it leaves as it is.
package struct CatalogRewrite {
    private let tokens: [SQLToken]
    private let facts: CatalogFacts
    /// What was written so far, a piece a token; a piece that stands before a whole operand may be put in front later.
    private var pieces: [String] = []
    /// For each piece the kind of the token that it is of; nil: of several.
    private var kinds: [SQLToken.Kind?] = []
    private var position = 0

    /// Looking back for where an operand begins takes time with the square of this.
    private static let mostTokens = 5_000

    /// The rewritten SQL, without a semicolon at its end. Takes up to tenths of a second for the longest.
    /// - Throws: `PostgresError` for a question that is too long.
    package static func sql(_ sql: String, _ facts: CatalogFacts) throws -> String {
        let tokens = SQLLexer.tokens(sql).filter { $0.kind != .blank }
        guard tokens.count <= mostTokens else {
            throw PostgresError("54000", "A question about the catalog has \(mostTokens) words at most; this one has \(tokens.count).")
        }
        var rewrite = CatalogRewrite(tokens, facts)
        rewrite.run()
        return joined(rewrite.pieces[...])
    }

    /// What PostgreSQL would call a column that has no name of its own: by its function, or by what is cast.
    package static func columnName(_ name: String) -> String {
        guard name.contains("(") || name.contains("'") else { return name }
        let tokens = SQLLexer.tokens(name).filter { $0.kind != .blank }
        if tokens.count > 3, tokens[0].isWord("cast"), tokens[1].isSymbol("(") {
            let inner = tokens[2...].prefix { !$0.isWord("as") }
            let text = inner.map(\.text).joined()
            return inner.allSatisfy({ $0.name != nil || $0.isSymbol(".") }) ? inner.last?.text ?? name : columnName(text)
        }
        let path = tokens.prefix { $0.name != nil || $0.isSymbol(".") }
        guard let last = path.last?.name, tokens.count > path.count, tokens[path.count].isSymbol("("), tokens.last?.isSymbol(")") == true
        else { return "?column?" }
        return last
    }

    /// With blanks between, but around points.
    private static func joined(_ pieces: ArraySlice<String>) -> String {
        var text = ""
        for (index, piece) in zip(pieces.indices, pieces) {
            let isTight = piece == "." || piece.hasPrefix("::") || (index > pieces.startIndex && pieces[index - 1] == ".")
            if index > pieces.startIndex, !isTight { text += " " }
            text += piece
        }
        return text
    }

    private init(_ tokens: [SQLToken], _ facts: CatalogFacts) {
        self.tokens = tokens
        self.facts = facts
    }

    private mutating func run() {
        while position < tokens.count {
            if tokens[position].isSymbol(";") { return }
            if nameColumn() || takeOperator() || takeCollation() || takeCast() || takePostfixCast() || takeMatch() || takeName() { continue }
            take()
        }
    }

    private func at(_ offset: Int) -> SQLToken? {
        tokens.indices.contains(position + offset) ? tokens[position + offset] : nil
    }

    private mutating func emit(_ piece: String, _ kind: SQLToken.Kind?) {
        pieces.append(piece)
        kinds.append(kind)
    }

    /// The token as it is.
    private mutating func take() {
        let token = tokens[position]
        position += 1
        switch token.kind {
        case .quoted: emit("\"" + token.text.replacing("\"", with: "\"\"") + "\"", .quoted)
        case .string: emit(Self.list(token.text), .string)
        case .symbol: takeSymbols(token)
        default: emit(token.text, token.kind)
        }
    }

    /// Characters of one operator stay together.
    private mutating func takeSymbols(_ first: SQLToken) {
        var (text, end) = (first.text, first.range.upperBound)
        let operators = "+-*/<>=~!@#%^&|`?:"
        while operators.contains(text.last ?? " "), let next = at(0), next.kind == .symbol, next.range.lowerBound == end,
            operators.contains(next.text), next.text != ":" || text == ":"
        {
            text += next.text
            end = next.range.upperBound
            position += 1
        }
        emit(text, .symbol)
    }

    /// A list as PostgreSQL writes it, `'{1,2}'`, as DuckDB reads it.
    private static func list(_ text: String) -> String {
        guard text.hasPrefix("'{"), text.hasSuffix("}'"), !text.contains(":"), !text.contains("\"") else { return text }
        return "'[" + text.dropFirst(2).dropLast(2) + "]'"
    }

    /// `OPERATOR(pg_catalog.~)` is `~`.
    private mutating func takeOperator() -> Bool {
        guard at(0)?.isWord("operator") == true, at(1)?.isSymbol("(") == true, at(2)?.name == "pg_catalog", at(3)?.isSymbol(".") == true
        else { return false }
        var text = "", offset = 4
        while let token = at(offset), token.kind == .symbol, token.text != ")" {
            text += token.text
            offset += 1
        }
        position += offset + 1
        emitMatch(text)
        return true
    }

    private mutating func takeCollation() -> Bool {
        guard at(0)?.isWord("collate") == true, at(1)?.name != nil else { return false }
        position += at(2)?.isSymbol(".") == true ? 4 : 2
        return true
    }

    /// `~` looks for the pattern anywhere in PostgreSQL, and is the whole text in DuckDB.
    private mutating func takeMatch() -> Bool {
        var (text, offset) = ("", 0)
        while let token = at(offset), token.kind == .symbol, "!~*".contains(token.text),
            offset == 0 || token.range.lowerBound == tokens[position + offset - 1].range.upperBound
        {
            text += token.text
            offset += 1
        }
        guard ["~", "!~", "~*", "!~*"].contains(text) else { return false }
        position += offset
        emitMatch(text)
        return true
    }

    private mutating func emitMatch(_ text: String) {
        guard ["~", "!~", "~*", "!~*"].contains(text), let pattern = at(0), [.string, .parameter].contains(pattern.kind) else {
            return emit(text, .symbol)
        }
        position += 1
        let flags = text.hasSuffix("*") ? "i" : ""
        emit(text.hasPrefix("!") ? "!~" : "~", .symbol)
        emit("('(?s:.*)(?\(flags):' || \(pattern.text) || ')(?s:.*)')", nil)
    }

    /// `FROM generate_series(0, 1) s` names a table and its column alike; in DuckDB the table only.
    private mutating func nameColumn() -> Bool {
        guard let name = at(0)?.name, at(1)?.isSymbol("(") != true, let call = lastCall(), Self.series.contains(call.name),
            call.clause == "from", !Self.keywords.contains(name), !["cross", "left", "inner", "order", "group"].contains(name)
        else { return false }
        let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
        position += 1
        emit("\(quoted)(\(quoted))", nil)
        return true
    }

    private static let series: Set<String> = ["generate_series", "unnest", "generate_subscripts"]

    /// The call that was written last, and the clause that it stands in; nil when something else was written.
    private func lastCall() -> (name: String, clause: String)? {
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

    // MARK: Types

    /// `CAST(x AS regclass)`, and casts to types that DuckDB does not have.
    private mutating func takeCast() -> Bool {
        guard at(0)?.isWord("cast") == true, at(1)?.isSymbol("(") == true, let close = closing(position + 1),
            let place = asBefore(close)
        else { return false }
        let type = CatalogTypeName(tokens[(place + 1)..<close])
        let inner = tokens[(position + 2)..<place]
        var rewrite = CatalogRewrite(Array(inner), facts)
        rewrite.run()
        let value = Self.joined(rewrite.pieces[...])
        if let function = type.function(ofText: inner.count == 1 && [.string, .parameter].contains(inner.first?.kind)) {
            // The type is left out, and the parenthesis closes a call.
            emit("\(CatalogTables.systemSchema).\(function)(\(value))", nil)
        } else {
            emit("CAST(\(value) AS \(type.duckDBName))", nil)
        }
        position = close + 1
        return true
    }

    /// `x::regclass`, and casts to types that DuckDB does not have.
    private mutating func takePostfixCast() -> Bool {
        guard at(0)?.isSymbol(":") == true, at(1)?.isSymbol(":") == true else { return false }
        let (type, count) = CatalogTypeName.first(in: tokens[(position + 2)...])
        guard count > 0 else { return false }
        position += 2 + count
        let start = operandStart()
        let isText = start == pieces.count - 1 && [.string, .parameter].contains(kinds[start])
        if let function = type.function(ofText: isText) {
            pieces.insert("\(CatalogTables.systemSchema).\(function)(", at: start)
            kinds.insert(nil, at: start)
            emit(")", .symbol)
            fold(from: start)
        } else {
            emit("::" + type.duckDBName, nil)
            fold(from: start)
        }
        return true
    }

    /// What was written since becomes one operand.
    private mutating func fold(from start: Int) {
        let whole = Self.joined(pieces[start...])
        pieces.removeSubrange(start...)
        kinds.removeSubrange(start...)
        emit(whole, nil)
    }

    /// Where the operand begins that was written last: a name with what qualifies it, a call, parentheses, a text.
    private func operandStart() -> Int {
        var index = pieces.count - 1
        guard index >= 0 else { return 0 }
        if pieces[index] == ")" || pieces[index] == "]" {
            var depth = 0
            while index >= 0 {
                if [")", "]"].contains(pieces[index]) { depth += 1 }
                if ["(", "["].contains(pieces[index]) { depth -= 1 }
                if depth == 0 { break }
                index -= 1
            }
            guard index > 0, kinds[index - 1] == .word || kinds[index - 1] == .quoted, !Self.keywords.contains(pieces[index - 1])
            else { return max(index, 0) }
            index -= 1
        }
        while index >= 2, pieces[index - 1] == "." { index -= 2 }
        return index
    }

    /// Words that no call begins with, though a parenthesis may follow.
    private static let keywords: Set<String> = [
        "where", "and", "or", "not", "in", "select", "on", "case", "when", "then", "else", "from", "any", "all", "as", "by", "having",
        "between", "like", "ilike", "is", "union", "distinct", "values", "join", "using", "limit", "with", "some",
    ]

    /// Of the parenthesis that the token opens.
    private func closing(_ open: Int) -> Int? {
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index].isSymbol("(") { depth += 1 }
            if tokens[index].isSymbol(")") {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    /// The last AS before a parenthesis that belongs to it.
    private func asBefore(_ close: Int) -> Int? {
        var (index, depth) = (close - 1, 0)
        while index > position {
            if tokens[index].isSymbol(")") { depth += 1 }
            if tokens[index].isSymbol("(") { depth -= 1 }
            if depth == 0, tokens[index].isWord("as") { return index }
            index -= 1
        }
        return nil
    }

    // MARK: Names

    private mutating func takeName() -> Bool {
        guard let name = at(0)?.name?.lowercased() else { return false }
        let isQualified = pieces.last == "."
        if !isQualified, name == "pg_catalog" || name == "information_schema", at(1)?.isSymbol(".") == true, let next = at(2)?.name {
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
        guard let value = Self.value(name, facts), at(1)?.isSymbol("(") != true, at(1)?.isSymbol(".") != true, pieces.last?.lowercased() != "as"
        else { return false }
        position += 1
        emit(value, .string)
        return true
    }

    /// `pg_backend_pid()`.
    private mutating func takeProcess(_ name: String) -> Bool {
        guard name == "pg_backend_pid", at(1)?.isSymbol("(") == true, at(2)?.isSymbol(")") == true else { return false }
        position += 3
        emit(String(facts.process), .number)
        return true
    }

    private mutating func emitQualified(_ schema: String, _ name: String) {
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
    private static func call(_ name: String, _ facts: CatalogFacts) -> String? {
        if CatalogMacros.names.contains(name) { return CatalogTables.systemSchema + "." + name }
        switch name {
        case "json_build_object", "jsonb_build_object": return "json_object"
        default: return nil
        }
    }

    /// What PostgreSQL takes for a call without parentheses.
    private static func value(_ name: String, _ facts: CatalogFacts) -> String? {
        switch name {
        case "current_user", "session_user", "current_role", "user": "'" + facts.user.replacing("'", with: "''") + "'"
        case "current_catalog": "'basin'"
        case "current_schema": "'public'"
        default: nil
        }
    }
}
