import BasinCore
import BasinKeys
import Testing

@Suite("A log segment's cipher")
struct SegmentCipherTests {
    let key: SecretKey
    let header = Array("segment 7".utf8)

    init() throws { key = try secret(Array(0..<32)) }

    func seal(_ cipher: SegmentCipher, _ payload: [UInt8], record: UInt64) throws -> [UInt8] {
        var output: [UInt8] = [0xAA]
        try payload.withUnsafeBytes { payload in
            try header.withUnsafeBytes {
                try cipher.seal(payload, record: record, authenticating: $0, appendingTo: &output)
            }
        }
        #expect(output[0] == 0xAA)
        return Array(output.dropFirst())
    }

    func open(_ sealed: [UInt8], record: UInt64, key: SecretKey? = nil, header: [UInt8]? = nil) throws -> [UInt8]? {
        let cipher = try SegmentCipher(key: key ?? self.key)
        var output: [UInt8] = [0xAA]
        let opened = sealed.withUnsafeBytes { sealed in
            (header ?? self.header).withUnsafeBytes {
                cipher.open(sealed, record: record, authenticating: $0, appendingTo: &output)
            }
        }
        #expect(output[0] == 0xAA)
        if !opened { #expect(output.count == 1) }
        return opened ? Array(output.dropFirst()) : nil
    }

    @Test("opens what it sealed, from nothing to large", arguments: [0, 1, 16, 1000, 300_000])
    func roundTrip(_ count: Int) throws {
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let sealed = try seal(SegmentCipher(key: key), payload, record: 5)
        #expect(sealed.count == SegmentCipher.sealedByteCount(count))
        #expect(try open(sealed, record: 5) == payload)
    }

    @Test("opens nothing in another place, under another key or header, or altered")
    func refused() throws {
        let sealed = try seal(SegmentCipher(key: key), Array("payload".utf8), record: 5)
        #expect(try open(sealed, record: 6) == nil)
        #expect(try open(sealed, record: 5, key: .random()) == nil)
        #expect(try open(sealed, record: 5, header: []) == nil)
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 0x10
            #expect(try open(altered, record: 5) == nil)
        }
        for count in 0..<sealed.count { #expect(try open(Array(sealed[..<count]), record: 5) == nil) }
    }

    @Test("seals no record number twice and none behind the last one")
    func ascending() throws {
        let cipher = try SegmentCipher(key: key)
        for record in [UInt64(0), 1, 5, .max] { _ = try seal(cipher, [1], record: record) }
        for record in [UInt64(0), 1, 4, 5, .max] {
            #expect(code { try seal(cipher, [2], record: record) } == .conflict)
        }
    }
}
