/// Values in Avro's binary encoding, one after the other.
struct AvroOutput {
    private(set) var bytes: [UInt8] = []

    mutating func long(_ value: Int64) {
        var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func int(_ value: Int32) { long(Int64(value)) }

    mutating func boolean(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func string(_ value: String) { self.bytes([UInt8](value.utf8)) }

    mutating func bytes(_ value: [UInt8]) {
        long(Int64(value.count))
        bytes += value
    }

    /// A union of null and something: the branch, then the value.
    mutating func optional<Value>(_ value: Value?, _ write: (inout AvroOutput, Value) -> Void) {
        long(value == nil ? 0 : 1)
        if let value { write(&self, value) }
    }

    mutating func raw(_ value: [UInt8]) { bytes += value }

    /// Empties it, and keeps the memory.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
