#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An address of IPv4 or IPv6, read from its text.
struct IPAddress: Equatable {
    /// In network order; of IPv4 the first four count.
    private var bytes: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    private(set) var isV4 = true

    /// No address's text is longer, with the NUL behind it.
    private static let textCapacity = 46

    static func == (a: IPAddress, b: IPAddress) -> Bool { a.isV4 == b.isV4 && a.bytes == b.bytes }

    /// Nil for what is no address and nothing else: no port, no brackets, no zone, no list. IPv4 in the clothes of IPv6
    /// (`::ffff:203.0.113.7`) is IPv4.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        // A NUL inside would hide what comes after it.
        guard (2..<Self.textCapacity).contains(text.count), !text.contains(0) else { return nil }
        isV4 = !text.contains(UInt8(ascii: ":"))
        let isRead = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.textCapacity) { copy in
            for index in text.indices { copy[index] = CChar(bitPattern: text[index]) }
            copy[text.count] = 0
            return withUnsafeMutableBytes(of: &bytes) {
                inet_pton(isV4 ? AF_INET : AF_INET6, copy.baseAddress!, $0.baseAddress!) == 1
            }
        }
        guard isRead else { return nil }
        if !isV4, bytes.0 == 0, bytes.1 == 0, bytes.2 == UInt32(0xFFFF).bigEndian {
            bytes = (bytes.3, 0, 0, 0)
            isV4 = true
        }
    }

    /// Of the network only: the first 24 bits of IPv4, the first 48 of IPv6.
    var network: IPAddress {
        var copy = self
        if isV4 {
            copy.bytes.0 &= UInt32(0xFFFF_FF00).bigEndian
        } else {
            copy.bytes.1 &= UInt32(0xFFFF_0000).bigEndian
            copy.bytes.2 = 0
            copy.bytes.3 = 0
        }
        return copy
    }

    /// Gives the bytes, four or sixteen.
    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        withUnsafeBytes(of: bytes) { body(UnsafeRawBufferPointer(rebasing: $0.prefix(isV4 ? 4 : 16))) }
    }

    /// Appends the address's text behind its length, as `RowFormat` wants it.
    func append(to row: inout RowWriter) {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.textCapacity) { text in
            let written = withUnsafeBytes(of: bytes) {
                inet_ntop(isV4 ? AF_INET : AF_INET6, $0.baseAddress!, text.baseAddress!, socklen_t(Self.textCapacity))
            }
            let count = written == nil ? 0 : strlen(text.baseAddress!)
            row.append(UInt32(truncatingIfNeeded: count))
            text.baseAddress!.withMemoryRebound(to: UInt8.self, capacity: count) { row.append($0, count: count) }
        }
    }
}
