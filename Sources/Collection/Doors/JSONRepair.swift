/// Makes JSON of what clients send that nearly is: `NaN` and the infinities, which Python writes and JSON does not have,
/// become null; halves of a surrogate pair, which JavaScript lets stand alone, become U+FFFD.
enum JSONRepair {
    /// The text with its repairs; nil when there is nothing to repair.
    static func repaired(_ text: UnsafeBufferPointer<UInt8>, into out: inout RowWriter) -> Bool {
        out.truncate(to: 0)
        var copied = 0
        var at = 0
        var isText = false

        func replace(_ count: Int, by replacement: StaticString) {
            out.append(UnsafeBufferPointer(rebasing: text[copied..<at]))
            out.append(replacement)
            at += count
            copied = at
        }

        while at < text.count {
            let byte = text[at]
            if isText {
                if byte == UInt8(ascii: "\\") {
                    if let unit = unit(text, at) {
                        if (0xD800...0xDBFF).contains(unit), let low = self.unit(text, at + 6), (0xDC00...0xDFFF).contains(low) {
                            at += 12
                        } else if (0xD800...0xDFFF).contains(unit) {
                            replace(6, by: "\\ufffd")
                        } else {
                            at += 6
                        }
                        continue
                    }
                    at += 2
                    continue
                }
                if byte == UInt8(ascii: "\"") { isText = false }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: "N"), has(text, at, "NaN") {
                replace(3, by: "null")
                continue
            } else if byte == UInt8(ascii: "I"), has(text, at, "Infinity") {
                replace(8, by: "null")
                continue
            } else if byte == UInt8(ascii: "-"), has(text, at, "-Infinity") {
                replace(9, by: "null")
                continue
            }
            at += 1
        }
        guard copied > 0 else { return false }
        out.append(UnsafeBufferPointer(rebasing: text[copied...]))
        return true
    }

    private static func has(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= text.count else { return false }
        return (0..<word.utf8CodeUnitCount).allSatisfy { text[at + $0] == word.utf8Start[$0] }
    }

    /// The code unit of `\uXXXX` at a position; nil when there is none.
    private static func unit(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
        guard at + 6 <= text.count, text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u") else { return nil }
        var value: UInt32 = 0
        for position in at + 2..<at + 6 {
            let digit: UInt32
            switch text[position] {
            case 48...57: digit = UInt32(text[position]) - 48
            case 65...70: digit = UInt32(text[position]) - 55
            case 97...102: digit = UInt32(text[position]) - 87
            default: return nil
            }
            value = value << 4 | digit
        }
        return value
    }
}
