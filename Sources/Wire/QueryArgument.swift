/// A value for a parameter of a query: of `$1`, `$least` or the first `?`, which is named 1.
///
/// It is bound to the statement after that was checked, and never becomes a part of its text.
public struct QueryArgument: Codable, Sendable, Equatable {
    /// Without the dollar; letters are found whatever their case.
    public var name: String
    /// As text; nil for null. Bytes are base64, as in answers.
    public var value: String?
    /// One of DuckDB's types that holds a single value, as `BIGINT`, `DECIMAL(9,2)` or `TIMESTAMPTZ`; nil for the type
    /// that the place in the statement asks for, or text where it asks for none.
    public var type: String?

    public init(name: String, value: String?, type: String? = nil) {
        self.name = name
        self.value = value
        self.type = type
    }
}
