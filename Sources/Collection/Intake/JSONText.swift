/// A value of a tape as JSON text: minified, doubles as short as they can be, only what must be escaped is escaped.
enum JSONText {
    /// simdjson refuses documents that nest deeper.
    private static let maximumDepth = 1024

    /// Appends the value. Returns false, with some of it written, when it nests deeper than `depth` containers or
    /// the text passes `limit` bytes. Iterative, because documents may nest deeper than a thread's stack likes.
    static func append(
        _ tape: Tape, _ index: Int, to out: inout RowWriter, depth: Int = .max, limit: Int = .max
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Bool.self, capacity: maximumDepth + 2) { isObject in
            let start = out.count
            let end = tape.next(index)
            var index = index
            var level = 0
            isObject[0] = false
            while index < end {
                let tag = tape.tag(index)
                switch tag {
                case Tape.Tag.object, Tape.Tag.array:
                    guard level < depth, level <= maximumDepth else { return false }
                    out.append(tag)
                    index &+= 1
                    let closing = tape.tag(index)
                    if closing == Tape.Tag.objectEnd || closing == Tape.Tag.arrayEnd { continue }
                    level &+= 1
                    isObject[level] = tag == Tape.Tag.object
                    if isObject[level] { index = appendKey(tape, index, to: &out) }
                    continue
                case Tape.Tag.objectEnd, Tape.Tag.arrayEnd:
                    // An empty container was not counted; its end follows its start.
                    if tape.after(index) != index &- 1 { level &-= 1 }
                    out.append(tag)
                default:
                    appendScalar(tape, index, to: &out)
                }
                index = tape.isContainerEnd(index) ? index &+ 1 : tape.next(index)
                if out.count &- start > limit { return false }
                if index < end, level > 0, !tape.isContainerEnd(index) {
                    out.append(UInt8(ascii: ","))
                    if isObject[level] { index = appendKey(tape, index, to: &out) }
                }
            }
            return out.count &- start <= limit
        }
    }

    @inline(__always)
    private static func appendKey(_ tape: Tape, _ index: Int, to out: inout RowWriter) -> Int {
        append(string: tape.text(index), to: &out)
        out.append(UInt8(ascii: ":"))
        return index &+ 1
    }

    static func appendScalar(_ tape: Tape, _ index: Int, to out: inout RowWriter) {
        switch tape.tag(index) {
        case Tape.Tag.string: append(string: tape.text(index), to: &out)
        case Tape.Tag.int: out.append(text: tape.int(index).description)
        case Tape.Tag.uint: out.append(text: tape.uint(index).description)
        case Tape.Tag.double: out.append(text: tape.double(index).description)
        case Tape.Tag.yes: out.append("true")
        case Tape.Tag.no: out.append("false")
        default: out.append("null")
        }
    }

    static func append(string text: UnsafeBufferPointer<UInt8>, to out: inout RowWriter) {
        out.append(UInt8(ascii: "\""))
        if let base = text.baseAddress {
            var run = 0
            for position in 0..<text.count {
                let byte = base[position]
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
                out.append(base + run, count: position &- run)
                run = position &+ 1
                appendEscaped(byte, to: &out)
            }
            out.append(base + run, count: text.count &- run)
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func appendEscaped(_ byte: UInt8, to out: inout RowWriter) {
        switch byte {
        case UInt8(ascii: "\""): out.append("\\\"")
        case UInt8(ascii: "\\"): out.append("\\\\")
        case 0x08: out.append("\\b")
        case 0x09: out.append("\\t")
        case 0x0a: out.append("\\n")
        case 0x0c: out.append("\\f")
        case 0x0d: out.append("\\r")
        default:
            out.append(byte < 0x10 ? "\\u000" : "\\u001")
            out.append(byte & 15 < 10 ? 48 + (byte & 15) : 87 + (byte & 15))
        }
    }
}
