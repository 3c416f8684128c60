/// Turns a client's question about PostgreSQL's catalog into SQL for the instance that holds `CatalogContent`: token by
/// token, so that no text and no quoted name is taken for something else. What it does not know it leaves as it is.
package struct CatalogRewrite {
    let tokens: [SQLToken]
    let facts: CatalogFacts
    /// What was written so far, a piece a token; a piece that stands before a whole operand may be put in front later.
    var pieces: [String] = []
    /// For each piece the kind of the token that it is of; nil: of several.
    var kinds: [SQLToken.Kind?] = []
    var position = 0

    /// Looking back for where an operand begins takes time with the square of this.
    static let mostTokens = 5_000

    /// The rewritten SQL, without a semicolon at its end. Takes up to tenths of a second for the longest.
    /// - Throws: `PostgresError` for a question that is too long.
    package static func sql(_ sql: String, _ facts: CatalogFacts) throws -> String {
        let tokens = SQLLexer.tokens(sql).filter { $0.kind != .blank }
        guard tokens.count <= mostTokens else {
            throw PostgresError(
                "54000", "A question about the catalog has \(mostTokens) words at most; this one has \(tokens.count).")
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
            return inner.allSatisfy({ $0.name != nil || $0.isSymbol(".") })
                ? inner.last?.text ?? name : columnName(text)
        }
        let path = tokens.prefix { $0.name != nil || $0.isSymbol(".") }
        guard let last = path.last?.name, tokens.count > path.count, tokens[path.count].isSymbol("("),
            tokens.last?.isSymbol(")") == true
        else { return "?column?" }
        return last
    }

    /// With blanks between, but around points.
    static func joined(_ pieces: ArraySlice<String>) -> String {
        var text = ""
        for (index, piece) in zip(pieces.indices, pieces) {
            let isTight =
                piece == "." || piece.hasPrefix("::") || (index > pieces.startIndex && pieces[index - 1] == ".")
            if index > pieces.startIndex, !isTight { text += " " }
            text += piece
        }
        return text
    }

    init(_ tokens: [SQLToken], _ facts: CatalogFacts) {
        self.tokens = tokens
        self.facts = facts
    }

    mutating func run() {
        while position < tokens.count {
            if tokens[position].isSymbol(";") { return }
            if nameColumn() || takeOperator() || takeCollation() || takeCast() || takePostfixCast() || takeMatch()
                || takeName()
            {
                continue
            }
            take()
        }
    }

    func at(_ offset: Int) -> SQLToken? {
        tokens.indices.contains(position + offset) ? tokens[position + offset] : nil
    }

    mutating func emit(_ piece: String, _ kind: SQLToken.Kind?) {
        pieces.append(piece)
        kinds.append(kind)
    }

    /// The token as it is.
    mutating func take() {
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
    mutating func takeSymbols(_ first: SQLToken) {
        var (text, end) = (first.text, first.range.upperBound)
        let operators = "+-*/<>=~!@#%^&|`?:"
        while operators.contains(text.last ?? " "), let next = at(0), next.kind == .symbol,
            next.range.lowerBound == end,
            operators.contains(next.text), next.text != ":" || text == ":"
        {
            text += next.text
            end = next.range.upperBound
            position += 1
        }
        emit(text, .symbol)
    }

    /// A list as PostgreSQL writes it, `'{1,2}'`, as DuckDB reads it.
    static func list(_ text: String) -> String {
        guard text.hasPrefix("'{"), text.hasSuffix("}'"), !text.contains(":"), !text.contains("\"") else { return text }
        return "'[" + text.dropFirst(2).dropLast(2) + "]'"
    }
}
