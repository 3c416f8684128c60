extension CatalogRewrite {
    /// `OPERATOR(pg_catalog.~)` is `~`.
    mutating func takeOperator() -> Bool {
        guard at(0)?.isWord("operator") == true, at(1)?.isSymbol("(") == true, at(2)?.name == "pg_catalog",
            at(3)?.isSymbol(".") == true
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

    mutating func takeCollation() -> Bool {
        guard at(0)?.isWord("collate") == true, at(1)?.name != nil else { return false }
        position += at(2)?.isSymbol(".") == true ? 4 : 2
        return true
    }

    /// `~` looks for the pattern anywhere in PostgreSQL, and is the whole text in DuckDB.
    mutating func takeMatch() -> Bool {
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

    mutating func emitMatch(_ text: String) {
        guard ["~", "!~", "~*", "!~*"].contains(text), let pattern = at(0),
            [.string, .parameter].contains(pattern.kind)
        else {
            return emit(text, .symbol)
        }
        position += 1
        let flags = text.hasSuffix("*") ? "i" : ""
        emit(text.hasPrefix("!") ? "!~" : "~", .symbol)
        emit("('(?s:.*)(?\(flags):' || \(pattern.text) || ')(?s:.*)')", nil)
    }
}
