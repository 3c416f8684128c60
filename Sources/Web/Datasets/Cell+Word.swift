extension Cell {
    /// A word or two of the platform's own, which are not broken.
    static func word(_ text: String?) -> Cell {
        guard let text, !text.isEmpty else { return .none }
        return Cell("\(text)", value: text)
    }
}
