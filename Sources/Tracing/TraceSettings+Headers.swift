import BasinCore

extension TraceSettings {
    /// `name=value,name=value`, values percent-encoded, as in W3C Baggage.
    static func headers(_ text: String) -> (good: [Header], bad: Int) {
        var good: [Header] = [], bad = 0
        for entry in text.split(separator: ",") where !String(entry).trimmed.isEmpty {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0]).trimmed
            if parts.count == 2, isToken(name), let value = PercentCoding.decode(String(parts[1]).trimmed), isValue(value) {
                good.append(Header(name: name, value: value))
            } else {
                bad += 1
            }
        }
        return (good, bad)
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }

    /// Nothing that would end the header.
    private static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
