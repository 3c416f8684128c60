import BasinCore

/// Walks encoded values. The rows were written by intake and are under the log's seal, so a value that runs past its
/// row is our bug or damage: it ends the walk with `.damaged`, never beyond the row.
struct FieldCursor {
    var position: UnsafeRawPointer
    let end: UnsafeRawPointer

    static let damaged = BasinError(.damaged, "A row of the event log does not fit its schema.")

    mutating func take(_ count: Int) throws(BasinError) -> UnsafeRawPointer {
        guard count >= 0, end - position >= count else { throw Self.damaged }
        defer { position += count }
        return position
    }

    mutating func takeBytes() throws(BasinError) -> UnsafeRawBufferPointer {
        let count = Int(try take(4).loadUnaligned(as: UInt32.self))
        return UnsafeRawBufferPointer(start: try take(count), count: count)
    }

    /// The encoded bytes of a value, without the length in front of a string.
    mutating func takeValue(_ type: FieldType) throws(BasinError) -> UnsafeRawBufferPointer {
        switch type {
        case .string, .json, .binary: return try takeBytes()
        default:
            let start = position
            try skip(type)
            return UnsafeRawBufferPointer(start: start, count: position - start)
        }
    }

    mutating func skip(_ type: FieldType) throws(BasinError) {
        switch type {
        case .bool: _ = try take(1)
        case .int32, .float, .date: _ = try take(4)
        case .int64, .double, .timestamp: _ = try take(8)
        case .decimal, .uuid: _ = try take(16)
        case .string, .json, .binary: _ = try takeBytes()
        case .list(let element, _):
            let count = Int(try take(4).loadUnaligned(as: UInt32.self))
            let present = try take((count + 7) / 8)
            for index in 0..<count where Self.isPresent(present, index) { try skip(element) }
        case .structure(let fields):
            let present = try take((fields.count + 7) / 8)
            for (index, field) in fields.enumerated() where Self.isPresent(present, index) { try skip(field.type) }
        }
    }

    @inline(__always)
    static func isPresent(_ bitmap: UnsafeRawPointer, _ index: Int) -> Bool {
        bitmap.load(fromByteOffset: index >> 3, as: UInt8.self) & (1 << UInt8(index & 7)) != 0
    }
}
