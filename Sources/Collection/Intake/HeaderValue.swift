import BasinCore

/// The value of a `ce-` header, percent-decoded as the CloudEvents HTTP binding says.
enum HeaderValue {
    /// Appends the value as a JSON string. Throws `.invalid` when it is not UTF-8 after decoding.
    static func append(_ value: String, to out: inout RowWriter) throws {
        let decoded = PercentCoding.lenientBytes(value.utf8)
        guard String(validating: decoded, as: UTF8.self) != nil else {
            throw BasinError(.invalid, "A ce- header is not UTF-8 after percent-decoding; encode it as UTF-8.")
        }
        decoded.withUnsafeBufferPointer { JSONText.append(string: $0, to: &out) }
    }
}
