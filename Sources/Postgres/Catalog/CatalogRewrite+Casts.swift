extension CatalogRewrite {
    /// `CAST(x AS regclass)`, and casts to types that DuckDB does not have.
    mutating func takeCast() -> Bool {
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
    mutating func takePostfixCast() -> Bool {
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
    mutating func fold(from start: Int) {
        let whole = Self.joined(pieces[start...])
        pieces.removeSubrange(start...)
        kinds.removeSubrange(start...)
        emit(whole, nil)
    }

    /// Where the operand begins that was written last: a name with what qualifies it, a call, parentheses, a text.
    func operandStart() -> Int {
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
            guard index > 0, kinds[index - 1] == .word || kinds[index - 1] == .quoted,
                !Self.keywords.contains(pieces[index - 1])
            else { return max(index, 0) }
            index -= 1
        }
        while index >= 2, pieces[index - 1] == "." { index -= 2 }
        return index
    }

    /// Words that no call begins with, though a parenthesis may follow.
    static let keywords: Set<String> = [
        "where", "and", "or", "not", "in", "select", "on", "case", "when", "then", "else", "from", "any", "all", "as",
        "by", "having",
        "between", "like", "ilike", "is", "union", "distinct", "values", "join", "using", "limit", "with", "some",
    ]

    /// Of the parenthesis that the token opens.
    func closing(_ open: Int) -> Int? {
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
    func asBefore(_ close: Int) -> Int? {
        var (index, depth) = (close - 1, 0)
        while index > position {
            if tokens[index].isSymbol(")") { depth += 1 }
            if tokens[index].isSymbol("(") { depth -= 1 }
            if depth == 0, tokens[index].isWord("as") { return index }
            index -= 1
        }
        return nil
    }
}
