/// Words that follow figures.
extension BinaryInteger {
    /// The word for so many: `row` of one, `rows` of none and of more.
    /// - Parameter many: nil: the word with an `s`.
    package func word(_ one: String, _ many: String? = nil) -> String { self == 1 ? one : many ?? one + "s" }

    /// `1 row`, `1234 rows`. Where people read large figures, these are grouped: `Figures.count`.
    package func counted(_ one: String, _ many: String? = nil) -> String { "\(self) " + word(one, many) }
}
