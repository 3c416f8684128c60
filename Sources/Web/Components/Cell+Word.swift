extension Cell {
    /// A short word of ours, which is never broken in two.
    package static func word(_ text: String?) -> Cell { text.map { Cell("\($0)", value: $0) } ?? .none }
}
