import BasinKeys
import Testing

@Suite("AES-256-GCM")
struct AuthenticatedCipherTests {
    struct Vector: Sendable {
        var key, nonce, plain, header, cipher, tag: String
    }

    // Test cases 13, 14, 15 and 16 of the GCM submission to NIST (McGrew, Viega).
    static let zeros = String(repeating: "0", count: 64)
    static let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
    static let plain =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    static let cipher =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    static let vectors = [
        Vector(
            key: zeros, nonce: "000000000000000000000000", plain: "", header: "", cipher: "",
            tag: "530f8afbc74536b9a963b4f1c4cb738b"),
        Vector(
            key: zeros, nonce: "000000000000000000000000", plain: "00000000000000000000000000000000", header: "",
            cipher: "cea7403d4d606b6e074ec5d3baf39d18", tag: "d0d1c8a799996bf0265b98b5d48ab919"),
        Vector(
            key: key, nonce: "cafebabefacedbaddecaf888", plain: plain + "1aafd255", header: "",
            cipher: cipher + "898015ad", tag: "b094dac5d93471bdec1a502270e3cc6c"),
        Vector(
            key: key, nonce: "cafebabefacedbaddecaf888", plain: plain,
            header: "feedfacedeadbeeffeedfacedeadbeefabaddad2", cipher: cipher,
            tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
    ]

    func seal(_ cipher: AuthenticatedCipher, _ vector: Vector) throws -> [UInt8] {
        let plain = hex(vector.plain)
        var output = [UInt8](repeating: 0xEE, count: plain.count + 16)
        try output.withUnsafeMutableBufferPointer { output in
            try plain.withUnsafeBytes { plain in
                try hex(vector.header).withUnsafeBytes { header in
                    try cipher.seal(
                        plain, key: secret(hex(vector.key)), nonce: hex(vector.nonce), authenticating: header,
                        into: #require(output.baseAddress))
                }
            }
        }
        return output
    }

    func open(_ cipher: AuthenticatedCipher, _ sealed: [UInt8], _ vector: Vector) throws -> (Bool, [UInt8]) {
        var output = [UInt8](repeating: 0xEE, count: max(1, sealed.count))
        let opened = try output.withUnsafeMutableBufferPointer { output in
            try sealed.withUnsafeBytes { sealed in
                try hex(vector.header).withUnsafeBytes { header in
                    try cipher.open(
                        sealed, key: secret(hex(vector.key)), nonce: hex(vector.nonce), authenticating: header,
                        into: #require(output.baseAddress))
                }
            }
        }
        return (opened, Array(output.prefix(max(0, sealed.count - 16))))
    }

    @Test("gives what the published vectors say, and opens it", arguments: vectors)
    func vector(_ vector: Vector) throws {
        let cipher = try AuthenticatedCipher()
        // Twice: the second time with the key remembered.
        for _ in 0..<2 {
            let sealed = try seal(cipher, vector)
            #expect(sealed == hex(vector.cipher + vector.tag))
            let (opened, plain) = try open(cipher, sealed, vector)
            #expect(opened)
            #expect(plain == hex(vector.plain))
        }
    }

    @Test("keeps keys apart when they alternate in one context")
    func alternating() throws {
        let cipher = try AuthenticatedCipher()
        for index in [0, 3, 1, 3, 3, 2, 0, 0, 1] {
            let vector = Self.vectors[index]
            #expect(try seal(cipher, vector) == hex(vector.cipher + vector.tag))
        }
    }

    @Test("opens nothing that was altered anywhere, shows none of it, and still opens the next one")
    func altered() throws {
        let cipher = try AuthenticatedCipher()
        let vector = Self.vectors[3]
        let sealed = try seal(cipher, vector)
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 1 << UInt8(index % 8)
            let (opened, output) = try open(cipher, altered, vector)
            #expect(!opened)
            #expect(output.allSatisfy { $0 == 0 })
        }
        for count in 0..<sealed.count { #expect(try !open(cipher, Array(sealed[..<count]), vector).0) }
        var other = vector
        other.header = "feed"
        #expect(try !open(cipher, sealed, other).0)
        other = vector
        other.key = Self.zeros
        #expect(try !open(cipher, sealed, other).0)
        #expect(try open(cipher, sealed, vector).0)
    }
}
