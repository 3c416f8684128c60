/// The outline of a JSON text that simdjson refused: where its values begin and end, seen from strings, brackets and
/// commas alone. It finds the one bad event of a batch, so that the others need not be lost with it.
enum BodyOutline {
    /// The elements of the array that the text is, untrimmed; nil when the text does not have the outline of one array.
    static func elements(_ text: UnsafeBufferPointer<UInt8>, limit: Int) -> [Range<Int>]? {
        guard let whole = value(text), text[whole.lowerBound] == UInt8(ascii: "[") else { return nil }
        var elements: [Range<Int>] = []
        var start = whole.lowerBound + 1
        let end = whole.upperBound - 1
        if isBlank(text, start..<end) { return [] }
        var depth = 0
        var position = start
        while position <= end {
            let byte = position == end ? UInt8(ascii: ",") : text[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let after = afterString(text, position) else { return nil }
                position = after
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                guard !isBlank(text, start..<position) else { return nil }
                elements.append(start..<position)
                if elements.count > limit { return elements }
                start = position + 1
            default: break
            }
            position += 1
        }
        return elements
    }

    /// The object or array that the text is, without the white space around it; nil when it is not exactly one.
    static func value(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let start = text.firstIndex(where: { !isSpace($0) }),
            text[start] == UInt8(ascii: "[") || text[start] == UInt8(ascii: "{")
        else { return nil }
        var depth = 0
        var position = start
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "\""):
                guard let after = afterString(text, position) else { return nil }
                position = after
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 {
                    let closing = text[start] == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")
                    guard text[position] == closing, isBlank(text, position + 1..<text.count) else { return nil }
                    return start..<position + 1
                }
            default: break
            }
            position += 1
        }
        return nil
    }

    private static func afterString(_ text: UnsafeBufferPointer<UInt8>, _ quote: Int) -> Int? {
        var position = quote + 1
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "\""): return position + 1
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        return nil
    }

    static func isBlank(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { isSpace(text[$0]) }
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }
}
