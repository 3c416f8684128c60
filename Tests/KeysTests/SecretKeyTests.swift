import BasinCore
import BasinKeys
import Testing

@Suite("A secret key")
struct SecretKeyTests {
    @Test("is never printed")
    func hidden() throws {
        let key = try secret([UInt8](repeating: 0x41, count: 32))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(describing: key), String(reflecting: key), "\([key])", dumped] {
            #expect(!text.contains("AAAA"))
            #expect(!text.contains("41"))
            #expect(!text.contains("65"))
        }
    }

    @Test("has 32 bytes and no other count", arguments: [0, 1, 31, 33, 64])
    func size(_ count: Int) {
        #expect(code { try secret([UInt8](repeating: 1, count: count)) } == .invalid)
    }

    @Test("is another one each time")
    func random() throws {
        let keys = try (0..<100).map { _ in try SecretKey.random().withBytes { Array($0) } }
        #expect(Set(keys).count == 100)
    }
}
