/// What an import did.
public struct ImportSummary: Codable, Sendable, Equatable {
    public var records: Int
    public var delivered: Int
    public var duplicate: Int
    public var quarantined: Int
    public var replaced: Int
    /// Hours that got new rows.
    public var hours: Int
    /// Hours sealed by this import, empty ones included.
    public var sealedHours: Int
    /// Fields of the type that the files could not fill: null in every imported row.
    public var unfilled: [String]
    /// The first hundred.
    public var refusals: [RefusedEvent]
    public var seconds: Double

    public init(records: Int, delivered: Int, duplicate: Int, quarantined: Int, replaced: Int, hours: Int, sealedHours: Int, unfilled: [String] = [], refusals: [RefusedEvent], seconds: Double) {
        self.records = records
        self.delivered = delivered
        self.duplicate = duplicate
        self.quarantined = quarantined
        self.replaced = replaced
        self.hours = hours
        self.sealedHours = sealedHours
        self.unfilled = unfilled
        self.refusals = refusals
        self.seconds = seconds
    }
}
