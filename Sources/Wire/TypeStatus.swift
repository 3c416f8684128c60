/// Live figures of one event type.
public struct TypeStatus: Codable, Sendable, Equatable {
    public var name: String
    public var received: Int
    public var delivered: Int
    public var duplicate: Int
    public var quarantined: Int
    public var pending: Int
    public var openHours: Int

    public init(name: String, received: Int, delivered: Int, duplicate: Int, quarantined: Int, pending: Int, openHours: Int) {
        self.name = name
        self.received = received
        self.delivered = delivered
        self.duplicate = duplicate
        self.quarantined = quarantined
        self.pending = pending
        self.openHours = openHours
    }
}
