/// Something that keeps data from being complete, from when until when.
public struct IncidentSummary: Codable, Sendable, Equatable {
    public var id: Int
    /// Nil: events of types that are not known.
    public var type: String?
    /// `delivery`: the type cannot be delivered. `hour`: an hour that is over cannot be sealed.
    public var kind: String
    public var hour: String?
    public var message: String
    public var openedAt: String
    /// Nil while it lasts.
    public var closedAt: String?

    public init(
        id: Int, type: String?, kind: String, hour: String?, message: String, openedAt: String, closedAt: String?
    ) {
        self.id = id
        self.type = type
        self.kind = kind
        self.hour = hour
        self.message = message
        self.openedAt = openedAt
        self.closedAt = closedAt
    }
}
