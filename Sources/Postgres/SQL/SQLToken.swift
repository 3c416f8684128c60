/// A piece of SQL as PostgreSQL's lexer sees it.
package struct SQLToken: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// An identifier or a keyword without quotes, in small letters.
        case word
        /// An identifier in quotes, without them.
        case quoted
        /// A text, with its quotes.
        case string
        case number
        /// `$1`.
        case parameter
        /// One character of an operator or of punctuation.
        case symbol
        /// Blanks and comments.
        case blank
    }

    package var kind: Kind
    /// As the kind says; of other kinds as it stands in the SQL.
    package var text: String
    /// Bytes of the SQL.
    package var range: Range<Int>

    /// The name, whether in quotes or not.
    package var name: String? { kind == .word || kind == .quoted ? text : nil }

    package func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
    package func isWord(_ word: String) -> Bool { kind == .word && text == word }
}
