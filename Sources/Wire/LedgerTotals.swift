/// received = delivered + duplicate + quarantined + pending.
public struct LedgerTotals: Codable, Sendable, Equatable {
    public var received: Int
    public var delivered: Int
    public var duplicate: Int
    public var quarantined: Int
    public var pending: Int

    public init(received: Int, delivered: Int, duplicate: Int, quarantined: Int, pending: Int) {
        self.received = received
        self.delivered = delivered
        self.duplicate = duplicate
        self.quarantined = quarantined
        self.pending = pending
    }
}
