/// Takes UTF-8's byte order mark, which some programs write, off the beginning of a text that comes in pieces.
struct ByteOrderMark {
    private static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var held: [UInt8] = []
    private var isOver = false

    /// The piece without the mark. Of the first few bytes of the text, perhaps nothing yet.
    mutating func strip(_ piece: [UInt8]) -> [UInt8] {
        if isOver { return piece }
        held += piece
        if held.count < Self.bytes.count, held.elementsEqual(Self.bytes.prefix(held.count)) { return [] }
        isOver = true
        defer { held = [] }
        return held.starts(with: Self.bytes) ? Array(held.dropFirst(Self.bytes.count)) : held
    }

    /// What was held back when the text ends.
    mutating func finish() -> [UInt8] {
        isOver = true
        defer { held = [] }
        return held
    }
}
