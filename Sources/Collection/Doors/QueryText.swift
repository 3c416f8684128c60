import BasinCore

/// A URL's query and bodies of forms: `a=1&b=%41`.
enum QueryText {
    /// Names and values in their order, decoded; bytes that are no UTF-8 become U+FFFD. At most `limit` of them.
    static func pairs(_ text: some StringProtocol, limit: Int = 500) -> [(name: String, value: String)] {
        text.utf8.split(separator: UInt8(ascii: "&")).prefix(limit).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    private static func decoded(_ text: some Collection<UInt8>) -> String {
        String(decoding: PercentCoding.lenientBytes(text, plusIsSpace: true), as: UTF8.self)
    }
}
