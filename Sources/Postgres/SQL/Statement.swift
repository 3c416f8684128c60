/// One statement of a client, as far as the session has to know it.
package struct Statement: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Blanks and comments only.
        case empty
        /// What reads rows: of datasets.
        case select
        /// What reads rows: of PostgreSQL's catalogs.
        case catalog
        case begin
        case commit
        case rollback
        case rollbackToSavepoint
        /// Answered with its tag and without effect.
        case noted(tag: String)
        case show(String)
        case deallocate(String?)
        case discard
        case refused(PostgresError)
    }

    package var kind: Kind
    package var sql: String

    /// Judges one statement, which holds no semicolon but in texts and comments.
    package init(_ sql: String) { self.init(sql, SQLLexer.tokens(sql)) }

    init(_ sql: String, _ tokens: [SQLToken]) {
        let words = tokens.filter { $0.kind != .blank }
        self.sql = sql
        kind = Self.kind(words)
        if kind == .select { self.sql = Self.unqualified(sql, tokens) }
    }

    /// The statements of a text, in order. A semicolon ends one; what is empty between two is none.
    package static func all(_ sql: String) -> [Statement] {
        let tokens = SQLLexer.tokens(sql)
        let bytes = Array(sql.utf8)
        return tokens.split(whereSeparator: { $0.isSymbol(";") }).compactMap { part in
            guard part.contains(where: { $0.kind != .blank }), let first = part.first, let last = part.last else {
                return nil
            }
            return Statement(String(decoding: bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self))
        }
    }

    private static func kind(_ words: [SQLToken]) -> Kind {
        guard let first = words.first else { return .empty }
        let names = words.dropFirst().map { $0.name ?? "" }
        let second = names.first ?? ""
        switch first.isSymbol("(") ? "(" : first.kind == .word ? first.text : "" {
        case "select", "with", "values", "from", "table", "(": return CatalogNames.areIn(words) ? .catalog : .select
        case "begin": return .begin
        case "start" where second == "transaction": return .begin
        case "commit", "end": return .commit
        case "rollback", "abort": return names.contains("to") ? .rollbackToSavepoint : .rollback
        case "savepoint": return .noted(tag: "SAVEPOINT")
        case "release": return .noted(tag: "RELEASE")
        case "set": return set(words)
        case "reset": return .noted(tag: "RESET")
        case "show": return .show(showName(names))
        case "deallocate":
            let name = names.last { $0 != "prepare" } ?? ""
            return .deallocate(name == "all" || name.isEmpty ? nil : name)
        case "discard": return .discard
        case "unlisten": return .noted(tag: "UNLISTEN")
        case "close": return .noted(tag: "CLOSE CURSOR")
        default: return .refused(refusal(first.text))
        }
    }

    private static func refusal(_ word: String) -> PostgresError {
        PostgresError(
            "0A000",
            "Basin answers SELECT here and nothing that begins with \(word.prefix(40).uppercased()): data changes through events, "
                + "imports and pipelines.")
    }

    private static func set(_ words: [SQLToken]) -> Kind {
        let names = words.map { $0.name ?? $0.text.lowercased() }
        // Texts are UTF-8 here; a client that believed otherwise would read them wrong.
        if names.contains("client_encoding") || names.contains("names"), let last = names.last {
            let encoding = last.filter { $0 != "'" && $0 != "-" && $0 != "\"" }
            guard ["utf8", "unicode", "default"].contains(encoding) else {
                return .refused(PostgresError("22023", "Texts are given as UTF8 only; set client_encoding to UTF8."))
            }
        }
        return .noted(tag: "SET")
    }

    private static func showName(_ names: [String]) -> String {
        switch names {
        case ["transaction", "isolation", "level"]: "transaction_isolation"
        case ["time", "zone"]: "timezone"
        default: names.first?.lowercased() ?? ""
        }
    }

    /// Without the names of the one schema and the one database before the names of datasets: Basin's SQL knows
    /// neither.
    private static func unqualified(_ sql: String, _ tokens: [SQLToken]) -> String {
        let words = tokens.filter { $0.kind != .blank }
        var dropped: [Range<Int>] = []
        for (index, token) in words.enumerated() {
            guard let name = token.name?.lowercased(), name == "public" || name == "basin", index + 2 < words.count,
                words[index + 1].isSymbol("."), words[index + 2].name != nil,
                index == 0 || !isInPath(words, index, dropped)
            else { continue }
            // `basin` is the database only where a schema follows it.
            if name == "basin", words[index + 2].name?.lowercased() != "public" { continue }
            dropped.append(token.range.lowerBound..<words[index + 2].range.lowerBound)
        }
        guard !dropped.isEmpty else { return sql }
        let bytes = Array(sql.utf8)
        var (kept, from): ([UInt8], Int) = ([], 0)
        for range in dropped {
            kept += bytes[from..<range.lowerBound]
            from = range.upperBound
        }
        return String(decoding: kept + bytes[from...], as: UTF8.self)
    }

    /// Whether the name continues another that is kept.
    private static func isInPath(_ words: [SQLToken], _ index: Int, _ dropped: [Range<Int>]) -> Bool {
        words[index - 1].isSymbol(".") && dropped.last?.upperBound != words[index].range.lowerBound
    }
}
