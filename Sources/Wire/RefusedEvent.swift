/// Why one event of a batch was refused.
public struct RefusedEvent: Codable, Sendable, Equatable {
    /// Position in the batch, from 0.
    public var index: Int
    /// `unknown_type`, `invalid_field`, `missing_field`, `unknown_field`, `too_large`, `bad_json`, `bad_envelope`.
    public var code: String
    public var field: String?
    public var message: String

    public init(index: Int, code: String, field: String? = nil, message: String) {
        self.index = index
        self.code = code
        self.field = field
        self.message = message
    }
}
