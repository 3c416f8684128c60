import BasinCore

/// A schema inside the document, with the references that lead to it.
struct SchemaPart {
    var tree: WrittenJSON
    /// One of these again is a circle.
    var trail: [String]

    init(_ tree: WrittenJSON, _ trail: [String]) {
        self.tree = tree
        self.trail = trail
    }
}
