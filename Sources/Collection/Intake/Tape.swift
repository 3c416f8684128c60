/// A parsed JSON document as simdjson leaves it: 64-bit words with a tag in the top byte. Valid until the parser that
/// made it parses again.
struct Tape {
    let words: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>

    /// The first value; the word before it is the root.
    static let start = 1

    enum Tag {
        static let object = UInt8(ascii: "{")
        static let array = UInt8(ascii: "[")
        static let objectEnd = UInt8(ascii: "}")
        static let arrayEnd = UInt8(ascii: "]")
        static let string = UInt8(ascii: "\"")
        static let int = UInt8(ascii: "l")
        static let uint = UInt8(ascii: "u")
        static let double = UInt8(ascii: "d")
        static let yes = UInt8(ascii: "t")
        static let no = UInt8(ascii: "f")
        static let null = UInt8(ascii: "n")
    }

    @inline(__always)
    func tag(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[index] >> 56) }

    /// Index of the word after the value, whatever it is.
    @inline(__always)
    func next(_ index: Int) -> Int {
        switch tag(index) {
        case Tag.object, Tag.array: after(index)
        case Tag.int, Tag.uint, Tag.double: index &+ 2
        default: index &+ 1
        }
    }

    /// Index of the word after an object or array; the word before that closes it.
    @inline(__always)
    func after(_ index: Int) -> Int { Int(UInt32(truncatingIfNeeded: words[index])) }

    @inline(__always)
    func int(_ index: Int) -> Int64 { Int64(bitPattern: words[index &+ 1]) }

    @inline(__always)
    func uint(_ index: Int) -> UInt64 { words[index &+ 1] }

    @inline(__always)
    func double(_ index: Int) -> Double { Double(bitPattern: words[index &+ 1]) }

    /// Where a string's length stands in the string buffer. Strings stand there in document order.
    @inline(__always)
    func stringOffset(_ index: Int) -> Int { Int(words[index] & 0x00ff_ffff_ffff_ffff) }

    /// The UTF-8 bytes of a string; at least 8 more bytes after them are readable.
    @inline(__always)
    func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = strings + stringOffset(index)
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(UInt32(littleEndian: count)))
    }
}

extension Tape {
    @inline(__always)
    func isContainerEnd(_ index: Int) -> Bool {
        let tag = tag(index)
        return tag == Tag.objectEnd || tag == Tag.arrayEnd
    }

    /// At least as many bytes as the value takes as minified JSON. Cheap for objects that another object follows.
    func byteCountBound(_ index: Int) -> Int {
        let end = next(index)
        if tag(index) == Tag.object, tag(end) == Tag.object, end &- index > 2, tag(end &+ 1) == Tag.string {
            // Strings stand in document order, each with its length and a NUL; one byte escapes to six.
            return (stringOffset(end &+ 1) &- stringOffset(index &+ 1)) &* 6 &+ (end &- index) &* 26
        }
        var count = (end - index) * 26
        var at = index
        while at < end {
            let tag = tag(at)
            if tag == Tag.string { count += text(at).count * 6 }
            at += tag == Tag.int || tag == Tag.uint || tag == Tag.double ? 2 : 1
        }
        return count
    }
}
