extension Cell {
    /// A few words of Basin's own, an hour, a date: they stay in one line.
    static func word(_ text: String?) -> Cell { text.map { Cell("\($0)", value: $0) } ?? .none }
}
