import BasinCore

/// Writes the cursors of events of one type and hour, one after another.
struct CursorWriter {
    private var bytes: [UInt8] = []
    private let typeID: UInt32
    private let hour: Int32
    private let importID: Int64

    init(typeID: UInt32, hour: Hour, importID: Int64) {
        self.typeID = typeID
        self.hour = Int32(clamping: hour.index)
        self.importID = importID
    }

    /// Behind an event.
    mutating func append(
        count: Int, received: Int64, source: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer, to text: inout [UInt8]
    ) {
        begin(count: count, hasKey: 1)
        put(received)
        for part in [source, id] {
            put(UInt16(clamping: part.count))
            bytes += part.prefix(Int(UInt16.max))
        }
        end(into: &text)
    }

    /// Where the hour begins.
    mutating func append(count: Int, to text: inout [UInt8]) {
        begin(count: count, hasKey: 0)
        end(into: &text)
    }

    private mutating func begin(count: Int, hasKey: UInt8) {
        bytes.removeAll(keepingCapacity: true)
        put(StreamCursor.version)
        put(typeID)
        put(hour)
        put(UInt64(clamping: count))
        put(importID)
        put(hasKey)
    }

    private mutating func end(into text: inout [UInt8]) {
        put(Self.checksum(bytes[...]))
        Base64URL.append(bytes, to: &text)
    }

    /// Little-endian.
    private mutating func put(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// FNV-1a, folded: against mistakes, not against forgery, which would gain nothing.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { bytes in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
        }
    }
}
