/// What comes before an answer's bytes.
public struct WireHead: Sendable, Equatable {
    /// The HTTP status.
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]

    public init(status: Int, headers: [String: String]) {
        self.status = status
        self.headers = headers
    }
}
