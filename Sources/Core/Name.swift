/// The name of a dataset, event type, team or field: what may stand in a file name, a URL and SQL without quoting.
package enum Name {
    /// Lower-case letter first, then lower-case letters, digits and underscores; 63 characters at most.
    package static func isValid(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 63 else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// A team's name may also hold hyphens: `team-listening`.
    package static func isValidTeam(_ text: String) -> Bool {
        isValid(String(text.map { $0 == "-" ? "_" : $0 }))
    }

    package static let rule =
        "use a lower-case letter, then lower-case letters, digits or underscores (63 characters at most)"
}

extension String {
    /// This text as an SQL identifier.
    package var sqlIdentifier: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
    /// This text as an SQL string literal; only where a value cannot be bound (COPY, settings).
    package var sqlLiteral: String { "'" + replacing("'", with: "''") + "'" }
}
