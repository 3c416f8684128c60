import BasinCore

/// What a definition says of itself beside its schema, for whoever looks for it or depends on it.
extension CatalogedDataset {
    /// What to use instead, where it should not be used any more.
    var deprecation: String? {
        switch content {
        case .events(let type): type.definition.deprecation
        case .made: nil
        }
    }

    /// Words that it is found by, in a steady order.
    var tags: [String] { [] }
}
