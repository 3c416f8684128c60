/// A value of a tape as JSON text whose objects have their keys in the order of their bytes, so that equal values have
/// equal texts. Minified like `JSONText`.
enum CanonicalJSON {
    /// Appends the value; false when it nests deeper than `depth`.
    static func append(_ tape: Tape, _ index: Int, to out: inout RowWriter, depth: Int = IntakeLimits.depth) -> Bool {
        switch tape.tag(index) {
        case Tape.Tag.object:
            guard depth > 0 else { return false }
            var keys: [Int] = []
            var at = index + 1
            while at < tape.after(index) - 1 {
                keys.append(at)
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
        default: JSONText.appendScalar(tape, index, to: &out)
        }
        return true
    }
}
