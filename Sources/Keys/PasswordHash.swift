import BasinCore
import CCrypto

/// What is stored of a password: scrypt (RFC 7914) under a random salt, with its costs, so that they may grow.
///
/// Layout: version 1, log2 of n, r, p (a byte each), 16 bytes of salt, 32 bytes of hash.
package enum PasswordHash {
    private static let byteCount = 52
    /// 128 MiB and about half a second of a core: what OWASP advises (n 2^17, r 8, p 1).
    private static let logN: UInt8 = 17, r: UInt8 = 8, p: UInt8 = 1
    package static let shortest = 12
    package static let longest = 200

    /// Blocks for as long as it takes.
    /// - Throws: `.invalid` for a password that is too short or too long.
    package static func make(_ password: String) throws -> [UInt8] {
        guard (shortest...longest).contains(password.utf8.count) else {
            throw BasinError(
                .invalid,
                "A password has \(shortest) to \(longest) bytes; a few words are easy to remember and hard to guess.")
        }
        var salt = [UInt8](repeating: 0, count: 16)
        guard basin_random(&salt, salt.count) == 1 else {
            throw BasinError(.system, "The operating system gives no random numbers.")
        }
        return try [1, logN, r, p] + salt + hash(password, salt: salt, logN, r, p)
    }

    /// Whether it is the password. Takes as long for a wrong one as for the right one, and blocks meanwhile.
    /// - Parameter stored: nil: of nobody; takes as long, and is never right.
    package static func matches(_ password: String, _ stored: [UInt8]?) throws -> Bool {
        // Too long to be one: it costs as much as another.
        guard let stored, password.utf8.count <= longest else {
            _ = try hash(password, salt: [UInt8](repeating: 0, count: 16), logN, r, p)
            return false
        }
        guard stored.count == byteCount, stored[0] == 1, (10...20).contains(stored[1]) else {
            throw BasinError(.damaged, "A stored password is damaged; set it anew.")
        }
        let made = try hash(password, salt: Array(stored[4..<20]), stored[1], stored[2], stored[3])
        return basin_equal(made, Array(stored[20...]), made.count) == 1
    }

    private static func hash(_ password: String, salt: [UInt8], _ logN: UInt8, _ r: UInt8, _ p: UInt8) throws -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 32)
        let bytes = Array(password.utf8)
        guard basin_scrypt(bytes, bytes.count, salt, 1 << UInt64(logN), UInt32(r), UInt32(p), &output) == 1 else {
            throw BasinError(.unavailable, "There is no memory to check a password; try again in a moment.")
        }
        return output
    }
}
