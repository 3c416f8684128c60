import BasinCore

/// A CSV cell as JSON.
enum CSVText {
    /// The cell as a bool or a number when it looks like one; nil otherwise. Programs write bools in either case.
    static func literal(_ cell: [UInt8]) -> [UInt8]? {
        if cell.count == 4 || cell.count == 5 {
            let lower = cell.map { $0 | 0x20 }
            if lower.elementsEqual("true".utf8) || lower.elementsEqual("false".utf8) { return lower }
        }
        return isNumber(cell) ? cell : nil
    }

    private static func isNumber(_ cell: [UInt8]) -> Bool {
        var digits = cell[...]
        if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, digits.count <= 18 else { return false }
        let isCanonical = whole.count == 1 || whole.first != UInt8(ascii: "0")
        return isCanonical && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
    }

    /// The cell as a JSON text.
    static func json(_ cell: [UInt8]) -> [UInt8] {
        var text: [UInt8] = [UInt8(ascii: "\"")]
        for byte in cell {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<32:
                text += [0x5C, 0x75, 0x30, 0x30] + Hexadecimal.digits([byte])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
        return text
    }
}
