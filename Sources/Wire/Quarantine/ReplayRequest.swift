/// Which refused events of a type are to be replayed.
public struct ReplayRequest: Codable, Sendable {
    /// The code for which they were refused; nil: every one.
    public var reason: String?

    public init(reason: String?) { self.reason = reason }
}
