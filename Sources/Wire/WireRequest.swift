/// One request to Basin, on its way over a socket or to a router in this process.
public struct WireRequest: Sendable {
    /// `GET`, `POST`, `DELETE` …
    public var method: String
    /// The path with its query, percent-encoded.
    public var path: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: WireBody

    public init(method: String, path: String, headers: [String: String] = [:], body: WireBody = .bytes([])) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }
}
