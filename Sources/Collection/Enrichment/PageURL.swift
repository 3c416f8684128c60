/// What two enrichments want of a page's address. Reads any bytes, in one pass each; what is no address gives nothing.
struct PageURL {
    typealias Bytes = UnsafeRawBufferPointer

    private static let mostSchemeBytes = 32
    private static let mostHostBytes = 253

    let bytes: Bytes

    init(_ bytes: Bytes) { self.bytes = bytes }

    /// Where the host stands: without user, port and a dot at its end; without brackets.
    var host: Range<Int>? {
        guard let start = authorityStart else { return nil }
        var end = start
        var from = start
        authority: while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): break authority
            case UInt8(ascii: "@"): from = end + 1
            default: break
            }
            end += 1
        }
        guard from < end else { return nil }
        if bytes[from] == UInt8(ascii: "[") {
            let inside = from + 1..<end
            guard let close = bytes[inside].firstIndex(of: UInt8(ascii: "]")) else { return nil }
            return checked(from + 1..<close) { Self.isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        var to = bytes[from..<end].firstIndex(of: UInt8(ascii: ":")) ?? end
        if to > from, bytes[to - 1] == UInt8(ascii: ".") { to -= 1 }
        return checked(from..<to) { byte in
            Self.isLetterOrDigit(byte) || byte >= 0x80 || [45, 46, 95].contains(byte)
        }
    }

    private var authorityStart: Int? {
        var index = 0
        while index < bytes.count, index <= Self.mostSchemeBytes, bytes[index] != UInt8(ascii: ":") {
            guard Self.isLetterOrDigit(bytes[index]) || [43, 45, 46].contains(bytes[index]) else { return nil }
            index += 1
        }
        guard index > 0, index + 2 < bytes.count, bytes[index] == UInt8(ascii: ":"),
            bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/")
        else { return nil }
        return index + 3
    }

    private func checked(_ range: Range<Int>, _ isAllowed: (UInt8) -> Bool) -> Range<Int>? {
        guard (1...Self.mostHostBytes).contains(range.count), bytes[range].allSatisfy(isAllowed) else { return nil }
        return range
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte | 32)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 32)
    }

    /// Calls for each `name=value` of the query, still encoded, until it says to stop.
    func forEachParameter(_ body: (_ name: Bytes, _ value: Bytes) -> Bool) {
        // A question mark in the fragment begins no query.
        let end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
        guard let mark = bytes[..<end].firstIndex(of: UInt8(ascii: "?")) else { return }
        var start = mark + 1
        while start < end {
            let next = bytes[start..<end].firstIndex(of: UInt8(ascii: "&")) ?? end
            if let equals = bytes[start..<next].firstIndex(of: UInt8(ascii: "=")) {
                let name = Bytes(rebasing: bytes[start..<equals])
                guard body(name, Bytes(rebasing: bytes[equals + 1..<next])) else { return }
            }
            start = next + 1
        }
    }
}
