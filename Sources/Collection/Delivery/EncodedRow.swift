import BasinCore

/// One row in `RowFormat`, by pointers into a `RowArena`.
struct EncodedRow {
    var eventTime: Int64
    var sentTime: Int64
    var sequence: Int64
    /// `source` and `id`, each behind its u16 length: the identity, unambiguous.
    var identity: UnsafeRawBufferPointer
    var source: UnsafeRawBufferPointer
    var id: UnsafeRawBufferPointer
    /// The structure of the type's fields.
    var fields: UnsafeRawPointer
    var end: UnsafeRawPointer
    var received: Timestamp
    var position: UInt64

    static func read(
        at start: UnsafeRawPointer, end: UnsafeRawPointer, received: Timestamp, position: UInt64
    ) -> (EncodedRow, next: UnsafeRawPointer)? {
        guard end - start >= 4 else { return nil }
        let size = Int(start.loadUnaligned(as: UInt32.self))
        guard size >= 28, end - start - 4 >= size else { return nil }
        let body = start + 4
        let next = body + size
        let sourceCount = Int(body.loadUnaligned(fromByteOffset: 24, as: UInt16.self))
        guard next - body >= 28 + sourceCount else { return nil }
        let idStart = body + 28 + sourceCount
        let idCount = Int((idStart - 2).loadUnaligned(as: UInt16.self))
        guard next - idStart >= idCount else { return nil }
        let row = EncodedRow(
            eventTime: body.loadUnaligned(as: Int64.self),
            sentTime: body.loadUnaligned(fromByteOffset: 8, as: Int64.self),
            sequence: body.loadUnaligned(fromByteOffset: 16, as: Int64.self),
            identity: UnsafeRawBufferPointer(start: body + 24, count: 4 + sourceCount + idCount),
            source: UnsafeRawBufferPointer(start: body + 26, count: sourceCount),
            id: UnsafeRawBufferPointer(start: idStart, count: idCount),
            fields: idStart + idCount, end: next, received: received, position: position)
        return (row, next)
    }

    var identityHash: IdentityHash { IdentityHash(ofIdentity: identity) }
}
