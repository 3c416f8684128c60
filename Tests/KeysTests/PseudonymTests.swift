import BasinKeys
import Testing

@Suite("A pseudonym")
struct PseudonymTests {
    @Test("is written as Base32 and read again", arguments: [
        (UInt128(0), "aaaaaaaaaaaaaaaaaaaaaaaaaa"), (UInt128.max, "777777777777777777777777" + "74"),
        (UInt128(1), "aaaaaaaaaaaaaaaaaaaaaaaaae"), (UInt128(1) << 127, "qaaaaaaaaaaaaaaaaaaaaaaaaa"),
    ])
    func text(_ bits: UInt128, _ text: String) {
        #expect(Pseudonym(bits: bits).description == text)
        #expect(Pseudonym(text)?.bits == bits)
    }

    @Test("is read in one spelling only", arguments: [
        "", "a", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "aaaaaaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaa1a", "aaaaaaaaaaaaaaaaaaaaaaaaä",
    ])
    func refused(_ text: String) {
        #expect(Pseudonym(text) == nil)
    }
}
