import BasinKeys
import CCrypto
import Testing

@Suite("HMAC-SHA-256")
struct KeyedHashTests {
    // RFC 4231, test cases 1, 2, 3, 4 and 6.
    static let vectors: [(key: [UInt8], data: [UInt8], hash: String)] = [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            Array(1...25), [UInt8](repeating: 0xCD, count: 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]

    @Test("gives what the published vectors say", arguments: vectors.indices)
    func vector(_ index: Int) throws {
        let vector = Self.vectors[index]
        let hash = try KeyedHash(key: vector.key)
        #expect(hash.hash(vector.data) == hex(vector.hash))
        #expect(hash.hash(vector.data) == hex(vector.hash))
    }

    @Test("hashes three parts as if they were one")
    func parts() throws {
        let hash = try KeyedHash(key: [1, 2, 3])
        let text = Array("one two three, and more than a block of sixty-four bytes in all of them".utf8)
        for (first, second) in [(0, 0), (0, 5), (3, 3), (10, 70), (71, 71)] where second <= text.count {
            var output = [UInt8](repeating: 0, count: 32)
            text.withUnsafeBytes { text in
                hash.hash(
                    UnsafeRawBufferPointer(rebasing: text[..<first]),
                    UnsafeRawBufferPointer(rebasing: text[first..<second]),
                    UnsafeRawBufferPointer(rebasing: text[second...]), into: &output)
            }
            #expect(output == hash.hash(text))
        }
    }

    @Test("hashes without a key as FIPS 180 says")
    func plain() {
        var output = [UInt8](repeating: 0, count: 32)
        basin_sha256(Array("abc".utf8), 3, &output)
        #expect(output == hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    }
}
