/// One door for clients of another protocol.
public struct SourceSummary: Codable, Sendable, Equatable {
    public var name: String
    public var owner: String
    public var description: String
    /// `segment`, `snowplow`, `posthog` or `otlp`.
    public var clientProtocol: String
    /// Names of write keys that belong to it; none: every key that no other source of the protocol names.
    public var keys: [String]
    /// How many events without a write key it takes, `100/s`; nil: none.
    public var open: String?
    /// The event types that its calls become, beside the catch-all.
    public var types: [String]
    public var catchAll: String
    /// How its calls become events of `types`, in the same order.
    public var routes: [SourceRouteSummary]

    public init(
        name: String, owner: String, description: String, clientProtocol: String, keys: [String], open: String?,
        types: [String], catchAll: String, routes: [SourceRouteSummary] = []
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.clientProtocol = clientProtocol
        self.keys = keys
        self.open = open
        self.types = types
        self.catchAll = catchAll
        self.routes = routes
    }
}
