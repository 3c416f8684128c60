/// What a program wrote, within bounds: how it began and how it ended.
package struct CommandLog: Sendable {
    package static let headBytes = 4 << 10
    package static let tailBytes = 64 << 10

    private var head: [UInt8] = []
    /// Grows to twice its bound before it is cut, so that a byte costs one move.
    private var tail: [UInt8] = []
    private var total = 0

    package init() {}

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            total += 1
            if head.count < Self.headBytes { head.append(byte) } else { tail.append(byte) }
        }
        if tail.count > 2 * Self.tailBytes { tail.removeFirst(tail.count - Self.tailBytes) }
    }

    /// nil when nothing was written. Says how much is left out.
    package var text: String? {
        guard total > 0 else { return nil }
        let end = tail.suffix(Self.tailBytes)
        let missing = total - head.count - end.count
        let gap = missing > 0 ? "\n… \(missing) bytes left out …\n" : ""
        return String(decoding: head, as: UTF8.self) + gap + String(decoding: end, as: UTF8.self)
    }
}
