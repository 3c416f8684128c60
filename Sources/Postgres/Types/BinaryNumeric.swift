/// PostgreSQL's binary `numeric`: groups of four decimal digits, with the weight of the first, a sign, and how many
/// digits behind the point are shown.
enum BinaryNumeric {
    private static let negative: UInt16 = 0x4000
    /// More digits than any number here has.
    private static let mostGroups = 64

    /// Nil when the text is no plain decimal number, or has too many digits.
    static func encode(_ text: String) -> [UInt8]? {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            !parts[0].isEmpty
        else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        let whole = String(repeating: "0", count: (4 - parts[0].utf8.count % 4) % 4) + parts[0]
        let rest = fraction + String(repeating: "0", count: (4 - fraction.utf8.count % 4) % 4)
        var weight = whole.utf8.count / 4 - 1
        var groups = groups(of: whole) + groups(of: rest)
        while groups.first == 0 {
            groups.removeFirst()
            weight -= 1
        }
        while groups.last == 0 { groups.removeLast() }
        if groups.isEmpty { weight = 0 }
        // A number of DuckDB's BIGNUM may have more digits than the form has room for.
        guard let count = UInt16(exactly: groups.count), let power = Int16(exactly: weight),
            let scale = UInt16(exactly: fraction.utf8.count)
        else { return nil }
        let header = [count, UInt16(bitPattern: power), isNegative && !groups.isEmpty ? negative : 0, scale]
        return (header + groups).flatMap { BinaryFormat.bigEndian($0) }
    }

    private static func groups(of digits: String) -> [UInt16] {
        let digits = Array(digits.utf8)
        return stride(from: 0, to: digits.count, by: 4).map { start in
            digits[start..<start + 4].reduce(UInt16(0)) { $0 * 10 + UInt16($1 - 48) }
        }
    }

    /// The number's text; nil when the bytes are none that can be written so.
    static func decode(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 8, bytes.count.isMultiple(of: 2) else { return nil }
        let words = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        let (count, weight, sign, scale) = (Int(words[0]), Int(Int16(bitPattern: words[1])), words[2], Int(words[3]))
        guard sign == 0 || sign == negative, count == words.count - 4, count <= mostGroups, scale <= mostGroups * 4,
            abs(weight) <= mostGroups, words[4...].allSatisfy({ $0 < 10_000 })
        else { return nil }
        func group(_ power: Int) -> String {
            let index = weight - power
            let digits = String((0..<count).contains(index) ? words[4 + index] : 0)
            return String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
        let whole = stride(from: max(weight, 0), through: 0, by: -1).map(group).joined().drop { $0 == "0" }
        let fraction = stride(from: -1, through: -((scale + 3) / 4), by: -1).map(group).joined().prefix(scale)
        return (sign == negative ? "-" : "") + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
