/// What a spreadsheet takes for a formula when it opens a CSV file: then whoever wrote the value runs something on the
/// machine of whoever reads it.
///
/// https://owasp.org/www-community/attacks/CSV_Injection
enum SpreadsheetFormula {
    /// Whether a cell must be marked as text. A number is none, though it may begin with a minus.
    static func mayBegin(_ cell: UnsafeRawBufferPointer) -> Bool {
        guard let first = cell.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(cell.dropFirst())
        // Full-width = + - @ of Japanese keyboards: U+FF1D, U+FF0B, U+FF0D, U+FF20.
        case 0xEF: return cell.count >= 3 && cell[1] == 0xBC && [0x9D, 0x8B, 0x8D, 0xA0].contains(cell[2])
        default: return false
        }
    }

    /// Digits with a point among them, and an exponent.
    private static func isNumber(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
        var rest = text
        func digits(_ rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
            let before = rest.count
            rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return rest.count < before
        }
        guard digits(&rest) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits(&rest) else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits(&rest) else { return false }
        }
        return rest.isEmpty
    }
}
