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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var at = text.startIndex
        while at < text.endIndex {
            let byte = text[at]
            at = text.index(after: at)
            if byte == UInt8(ascii: "%"), let high = at < text.endIndex ? digit(text[at]) : nil,
                case let second = text.index(after: at), let low = second < text.endIndex ? digit(text[second]) : nil
            {
                bytes.append(high << 4 | low)
                at = text.index(after: second)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
