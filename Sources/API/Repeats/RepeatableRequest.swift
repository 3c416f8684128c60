import BasinCore
import CCrypto
import HTTPTypes

/// A request by the key that its client gave it: whoever sends the same again, with the same key, means the same one.
///
/// https://www.ietf.org/archive/id/draft-ietf-httpapi-idempotency-key-header-07.html
package struct RepeatableRequest: Sendable, Hashable {
    package var account: String
    /// SHA-256 of method, path and key.
    package var name: [UInt8]

    package init(account: String, method: String, path: String, key: String) {
        self.account = account
        name = [UInt8](repeating: 0, count: 32)
        // None of them has a zero byte: methods and keys are printable, and a path's is percent-encoded.
        let text = Array("\(method)\0\(path)\0\(key)".utf8)
        basin_sha256(text, text.count, &name)
    }

    /// The key of a request; nil when it has none. A quoted one is the same as a bare one. Throws `.invalid`.
    static func key(_ headers: HTTPFields) throws -> String? {
        guard let field = headers[.idempotencyKey]?.trimmed else { return nil }
        let isQuoted = field.utf8.count >= 2 && field.hasPrefix("\"") && field.hasSuffix("\"")
        let key = isQuoted ? String(field.dropFirst().dropLast()) : field
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw BasinError(.invalid, "An Idempotency-Key is 1 to 255 printable ASCII characters, and new for each request.")
        }
        return key
    }
}

extension HTTPField.Name {
    /// The names are constant tokens, so they cannot be refused.
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
}
