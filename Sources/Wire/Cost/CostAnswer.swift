/// What a month used.
public struct CostAnswer: Codable, Sendable, Equatable {
    /// `team`, `dataset`, `pipeline` or `account`.
    public var by: String
    /// `2026-11`
    public var month: String
    /// The month is not over: what is stored counts up to today.
    public var isOpen: Bool
    /// None: nobody said what things cost.
    public var currency: String?
    /// The dearest first.
    public var lines: [CostLine]
    /// The sum of the lines.
    public var total: CostLine

    public init(by: String, month: String, isOpen: Bool, currency: String? = nil, lines: [CostLine], total: CostLine) {
        self.by = by
        self.month = month
        self.isOpen = isOpen
        self.currency = currency
        self.lines = lines
        self.total = total
    }
}
