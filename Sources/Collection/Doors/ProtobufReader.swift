import BasinCore

/// The fields of one protobuf message, as they come. Source: the encoding page of protobuf's documentation.
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes(UnsafeRawBufferPointer)
    }

    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static let damaged = BasinError(
        .invalid, "The body is not protobuf of this protocol from its first byte to its last; send it again.")

    /// The next field, or nil at the end.
    /// - Throws: `.invalid` where the message is cut or malformed.
    mutating func next() throws -> (field: UInt64, value: Value)? {
        guard at < bytes.count else { return nil }
        let tag = try varint()
        let field = tag >> 3
        guard field > 0 else { throw Self.damaged }
        switch tag & 7 {
        case 0: return (field, .varint(try varint()))
        case 1: return (field, .fixed64(UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))))
        case 2:
            let count = try varint()
            guard count <= UInt64(bytes.count - at) else { throw Self.damaged }
            return (field, .bytes(try take(Int(count))))
        case 5: return (field, .fixed32(UInt32(littleEndian: try take(4).loadUnaligned(as: UInt32.self))))
        default: throw Self.damaged
        }
    }

    private mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard bytes.count - at >= count else { throw Self.damaged }
        defer { at += count }
        return UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
    }

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard at < bytes.count else { throw Self.damaged }
            let byte = bytes[at]
            at += 1
            if shift == 63, byte > 1 { throw Self.damaged }
            value |= UInt64(byte & 0x7f) << UInt64(shift)
            if byte & 0x80 == 0 { return value }
        }
        throw Self.damaged
    }
}
