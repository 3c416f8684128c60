/// Whose limit a batch counts against.
package enum Sender: Sendable, Hashable {
    /// A write key, by its name.
    case key(String)
    /// A source that takes calls without a write key, by its name.
    case source(String)

    var words: String {
        switch self {
        case .key(let name): "The write key \(name)"
        case .source(let name): "The source \(name)"
        }
    }
}
