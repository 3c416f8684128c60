import BasinCore
import Testing

struct PercentCodingTests {
    static let texts: [(String, String?, String)] = [
        ("a%41b", "aAb", "aAb"), ("%e2%82%ac", "€", "€"), ("a+b", "a+b", "a+b"), ("", "", ""),
        // A sign is no digit, whatever a number reader thinks.
        ("%+5", nil, "%+5"), ("%-1", nil, "%-1"), ("%", nil, "%"), ("%4", nil, "%4"), ("%g1", nil, "%g1"), ("%%41", nil, "%A"),
        // Decoded once, never again.
        ("%252e%252e", "%2e%2e", "%2e%2e"), ("%00", "\0", "\0"),
        // Longer than it must be, half of a pair, and nothing at all.
        ("%c0%ae", nil, "\u{FFFD}\u{FFFD}"), ("%ed%a0%80", nil, "\u{FFFD}\u{FFFD}\u{FFFD}"), ("%ff", nil, "\u{FFFD}"),
    ]

    @Test("a % is followed by two digits and the bytes are UTF-8, or nothing is read; leniently, it stays", arguments: texts)
    func decoded(_ text: String, _ strict: String?, _ lenient: String) {
        #expect(PercentCoding.decode(text) == strict)
        #expect(String(decoding: PercentCoding.lenientBytes(Array(text.utf8)), as: UTF8.self) == lenient)
    }

    @Test("a plus is a space in queries only, and reading ends at the limit")
    func queries() {
        #expect(PercentCoding.decode("a+b%2B", plusIsSpace: true) == "a b+")
        #expect(PercentCoding.lenientBytes(Array("a+%62c".utf8), plusIsSpace: true, atMost: 3) == Array("a b".utf8))
    }

    @Test("what is encoded is decoded to the same, whatever it is", arguments: ["", "a/b ?&=%;ü+", "..", "\0\u{1F600}"])
    func encoded(_ text: String) {
        let encoded = PercentCoding.encode(text)
        #expect(PercentCoding.decode(encoded) == text && PercentCoding.decode(encoded, plusIsSpace: true) == text)
        #expect(encoded.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"/?&=+;#".utf8.contains($0) })
    }

    @Test("hexadecimal digits are read in either case, in pairs")
    func hexadecimal() {
        #expect(Hexadecimal.text([0, 15, 16, 255]) == "000f10ff")
        #expect(Hexadecimal.bytes("00fF".utf8) == [0, 255])
        for text in ["0", "0g", "+1", "0x", " 1"] { #expect(Hexadecimal.bytes(text.utf8) == nil) }
    }
}
