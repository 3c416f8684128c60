import BasinWeb
import Testing

@Suite struct FiguresTests {
    @Test(
        "a number with many digits behind its point is told with six that count, all else as it is",
        arguments: [
            ("131.05599975585938", "131.056"), ("6384.5560000000005", "6\u{202F}384.56"), ("-0.123456789", "−0.12346"), ("1.5", "1.5"),
            ("12345678", "12345678"), ("0.0000123456", "0.0000123456"), ("1e300000000", "1e300000000"), ("2026-11-27T14", "2026-11-27T14"),
            ("123.456.789.0", "123.456.789.0"), ("........................", "........................"), ("987654321.12345", "987\u{202F}654\u{202F}321"),
            ("a 1.23456789", "a 1.23456789"), ("", ""), ("1.0e-308", "1.0e-308"),
        ])
    func short(_ text: String, _ expected: String) { #expect(Figures.short(text) == expected) }

    @Test(
        "an amount that is tiny keeps two digits that count, others have two behind their point",
        arguments: [
            (0, "0"), (12.345, "12.35"), (0.25, "0.25"), (0.1, "0.1"), (0.0456, "0.046"), (0.00032, "0.00032"), (0.0000004, "0"),
            (-0.00032, "−0.00032"),
        ])
    func amount(_ value: Double, _ expected: String) { #expect(Figures.amount(value) == expected) }
}
