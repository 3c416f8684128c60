#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lines of NDJSON that are not blank, without their line ends.
struct LineIterator {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// Lines so far, blank ones too: the number, from 1, of the line that was given last.
    private(set) var number = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        guard let base = bytes.baseAddress else { return nil }
        while position < bytes.count {
            let start = position
            let rest = bytes.count &- start
            let end =
                memchr(base + start, 0x0a, rest).map { base.distance(to: $0.assumingMemoryBound(to: UInt8.self)) }
                ?? bytes.count
            position = end &+ 1
            number &+= 1
            let line = UnsafeBufferPointer(start: base + start, count: end &- start)
            if line.contains(where: { !BodyOutline.isSpace($0) }) { return line }
        }
        return nil
    }
}
