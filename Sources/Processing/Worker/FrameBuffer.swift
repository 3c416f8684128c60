import BasinCore

/// Frames on a pipe: four bytes of length, the highest first, then so many bytes of JSON. Takes bytes as they come and
/// gives whole frames.
package struct FrameBuffer: Sendable {
    /// A longer frame is no frame: what sends it is broken.
    package static let maximumBytes = 32 << 20

    private var bytes: [UInt8] = []
    private var position = 0

    package init() {}

    package mutating func append(_ more: ArraySlice<UInt8>) {
        if position > 0, position * 2 >= bytes.count {
            bytes.removeFirst(position)
            position = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The next whole frame; nil until more bytes come.
    /// - Throws: `.damaged` when the length is none; nothing after it can be read.
    package mutating func next() throws -> [UInt8]? {
        guard bytes.count - position >= 4 else { return nil }
        let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
        guard (1...Self.maximumBytes).contains(length) else {
            throw BasinError(.damaged, "A message claims to have \(length) bytes; the program that wrote it is broken.")
        }
        guard bytes.count - position - 4 >= length else { return nil }
        defer { position += 4 + length }
        return Array(bytes[position + 4..<position + 4 + length])
    }

    /// The frame's bytes with the length before them; nil when they are too many.
    package static func frame(_ content: [UInt8]) -> [UInt8]? {
        guard (1...maximumBytes).contains(content.count) else { return nil }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) } + content
    }
}
