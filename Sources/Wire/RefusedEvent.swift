/// Why one event of a batch was refused.
public struct RefusedEvent: Codable, Sendable, Equatable {
    /// Position in the batch or the file, from 0.
    public var index: Int
    /// Of an import: the line of the file, from 1, where the record begins; of a Parquet file the row.
    public var line: Int?
    /// `unknown_type`, `invalid_field`, `missing_field`, `unknown_field`, `too_large`, `bad_json`, `bad_row`,
    /// `bad_envelope`.
    public var code: String
    public var field: String?
    public var message: String

    public init(index: Int, line: Int? = nil, code: String, field: String? = nil, message: String) {
        self.index = index
        self.line = line
        self.code = code
        self.field = field
        self.message = message
    }
}
