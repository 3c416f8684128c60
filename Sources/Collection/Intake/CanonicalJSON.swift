/// A value of a tape as JSON text of one form, so that records that say the same have equal texts, whatever format they
/// come in: keys in the order of their bytes; what is null or empty left out; numbers and bools as texts, because CSV
/// has no others; a whole number without a fraction.
enum CanonicalJSON {
    /// Appends the value; false when it nests deeper than `depth`.
    /// - Parameter without: the index of a member's value that is left out too; 0 for none.
    static func append(
        _ tape: Tape, _ index: Int, to out: inout RowWriter, without: Int = 0, depth: Int = IntakeLimits.depth
    ) -> Bool {
        switch tape.tag(index) {
        case Tape.Tag.object:
            guard depth > 0 else { return false }
            var keys: [Int] = []
            var at = index + 1
            while at < tape.after(index) - 1 {
                if at + 1 != without, !isNothing(tape, at + 1) { keys.append(at) }
                at = tape.next(at + 1)
            }
            // Position last, so that a key that is there twice keeps its order.
            keys.sort { a, b in
                let left = tape.text(a)
                let right = tape.text(b)
                if left.elementsEqual(right) { return a < b }
                return left.lexicographicallyPrecedes(right)
            }
            out.append(UInt8(ascii: "{"))
            for (position, key) in keys.enumerated() {
                if position > 0 { out.append(UInt8(ascii: ",")) }
                JSONText.append(string: tape.text(key), to: &out)
                out.append(UInt8(ascii: ":"))
                guard append(tape, key + 1, to: &out, depth: depth - 1) else { return false }
            }
            out.append(UInt8(ascii: "}"))
        case Tape.Tag.array:
            guard depth > 0 else { return false }
            out.append(UInt8(ascii: "["))
            var at = index + 1
            while at < tape.after(index) - 1 {
                if at > index + 1 { out.append(UInt8(ascii: ",")) }
                guard append(tape, at, to: &out, depth: depth - 1) else { return false }
                at = tape.next(at)
            }
            out.append(UInt8(ascii: "]"))
        case Tape.Tag.string, Tape.Tag.null: JSONText.appendScalar(tape, index, to: &out)
        default:
            out.append(UInt8(ascii: "\""))
            appendNumber(tape, index, to: &out)
            out.append(UInt8(ascii: "\""))
        }
        return true
    }

    private static func isNothing(_ tape: Tape, _ index: Int) -> Bool {
        switch tape.tag(index) {
        case Tape.Tag.null: true
        case Tape.Tag.string: tape.text(index).isEmpty
        default: false
        }
    }

    private static func appendNumber(_ tape: Tape, _ index: Int, to out: inout RowWriter) {
        if tape.tag(index) == Tape.Tag.double {
            let value = tape.double(index)
            if value.magnitude < RowEncoder.exactDouble, value.rounded(.towardZero) == value {
                return out.append(text: Int64(value).description)
            }
        }
        JSONText.appendScalar(tape, index, to: &out)
    }
}
