import BasinCore

/// A position as text that clients keep and give back: URL-safe, with a version and a checksum, of no other meaning to
/// them. It names events by their identity, so it stays good whatever becomes of files.
///
///     u8 version (1) · u32 type id · i32 hour · u64 events of the hour before it · i64 import
///     u8 1 when it is behind an event, then: i64 received, µs · u16 length, source · u16 length, id
///     u32 checksum of all before it
package struct StreamCursor: Sendable, Hashable {
    package var typeID: UInt32
    package var position: StreamPosition

    package init(typeID: UInt32, position: StreamPosition) {
        self.typeID = typeID
        self.position = position
    }

    static let version: UInt8 = 1
    /// No hour has more; a cursor that says so was made up.
    private static let mostEvents: UInt64 = 1 << 53
    /// What a table's timestamps may be, in microseconds: some 290,000 years either way, less a day.
    private static let times = (-Int64.max + 86_400_000_000)...(Int64.max - 86_400_000_000)

    package var text: String {
        var writer = CursorWriter(typeID: typeID, hour: position.hour, importID: position.importID)
        var text: [UInt8] = []
        if let key = position.key {
            Array(key.source.utf8).withUnsafeBytes { source in
                Array(key.id.utf8).withUnsafeBytes { id in
                    writer.append(
                        count: position.count, received: key.received.microseconds, source: source, id: id, to: &text)
                }
            }
        } else {
            writer.append(count: position.count, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Throws: `.invalid` for what is no cursor of this version.
    package init(_ text: String) throws {
        guard let bytes = Base64URL.decode(text), let version = bytes.first else { throw Self.damaged }
        guard version == Self.version else {
            throw BasinError(
                .invalid, "The cursor is of version \(version), and this Basin reads version \(Self.version); begin without one.")
        }
        guard bytes.count > 4 else { throw Self.damaged }
        var reader = CursorReader(bytes: bytes.dropLast(4))
        let sum = bytes.suffix(4).reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        guard sum == CursorWriter.checksum(bytes.dropLast(4)), reader.take(UInt8.self) == version,
            let typeID = reader.take(UInt32.self), let hour = reader.take(Int32.self),
            let count = reader.take(UInt64.self), count <= Self.mostEvents, let importID = reader.take(Int64.self), let hasKey = reader.take(UInt8.self)
        else { throw Self.damaged }
        self.typeID = typeID
        position = StreamPosition(hour: Hour(index: Int(hour)), count: Int(count), importID: importID)
        if hasKey != 0 {
            guard let received = reader.take(Int64.self), Self.times.contains(received), let source = reader.text(), let id = reader.text() else {
                throw Self.damaged
            }
            position.key = StreamPosition.Key(received: Timestamp(microseconds: received), source: source, id: id)
        }
        guard reader.isAtEnd else { throw Self.damaged }
    }

    private static let damaged = BasinError(
        .invalid, "The cursor is damaged; give one back exactly as an answer gave it, or begin without one.")
}

/// Takes a cursor's bytes apart.
private struct CursorReader {
    var bytes: ArraySlice<UInt8>
    var isAtEnd: Bool { bytes.isEmpty }

    mutating func take<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
        let size = MemoryLayout<Value>.size
        guard bytes.count >= size else { return nil }
        defer { bytes = bytes.dropFirst(size) }
        return bytes.prefix(size).reversed().reduce(0 as Value) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    mutating func text() -> String? {
        guard let count = take(UInt16.self), bytes.count >= count else { return nil }
        defer { bytes = bytes.dropFirst(Int(count)) }
        return String(validating: bytes.prefix(Int(count)), as: UTF8.self)
    }
}
