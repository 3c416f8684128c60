/// Hours one after another whose rows came, wholly or in part, with imports that could not fill the same fields.
public struct BridgedRange: Codable, Sendable, Equatable {
    public var from: String
    /// The last hour, included.
    public var through: String
    /// Imported rows.
    public var rows: Int
    /// Fields that at least one of the imports could not fill.
    public var without: [String]

    public init(from: String, through: String, rows: Int, without: [String]) {
        self.from = from
        self.through = through
        self.rows = rows
        self.without = without
    }
}
