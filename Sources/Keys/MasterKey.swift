import BasinCore

/// The key that wraps all other keys. It is not in the data folder: a copy of that folder alone opens nothing.
package struct MasterKey: Sendable {
    private let secret: SecretKey

    package init(_ secret: SecretKey) { self.secret = secret }

    /// As a key file holds it.
    var text: [UInt8] { secret.withBytes { Hexadecimal.digits($0) } + [UInt8(ascii: "\n")] }

    /// The one key derivation in Basin: HMAC-SHA-256 under the master key over `basin/v1/` and the label.
    ///
    /// | label | what the result is for |
    /// |---|---|
    /// | `wrap/segment`, `wrap/subject`, `wrap/daily`, `wrap/secret` | wraps the keys of that kind (AES-256-GCM) |
    /// | `check` | tells whether a key database belongs to this master key |
    func derived(_ label: String) throws -> SecretKey {
        let hash = try KeyedHash(secret)
        var input = [UInt8]("basin/v1/".utf8)
        input += label.utf8
        return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: KeyedHash.byteCount) { output in
            defer { output.update(repeating: 0) }
            if let start = output.baseAddress { input.withUnsafeBytes { hash.hash($0, into: start) } }
            return try SecretKey(copying: UnsafeRawBufferPointer(output))
        }
    }
}
