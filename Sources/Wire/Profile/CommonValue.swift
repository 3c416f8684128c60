/// A value and how many rows have it.
public struct CommonValue: Codable, Sendable, Equatable {
    public var value: String
    public var rows: Int

    public init(
        value: String, rows: Int
    ) {
        self.value = value
        self.rows = rows
    }
}
