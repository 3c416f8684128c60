/// Byte strings with a number each, 0, 1, 2 …, found fast. Its memory belongs to a `CatalogMemory`.
struct KeyTable {
    struct Key {
        let bytes: UnsafePointer<UInt8>
        let count: Int
        /// The first eight bytes, zero-filled; and the last eight, when there are more than eight.
        let head: UInt64
        let tail: UInt64
    }

    let keys: UnsafePointer<Key>
    let count: Int
    /// Open addressing; number + 1, 0 is empty.
    private let slots: UnsafePointer<UInt32>
    private let mask: Int

    /// - Parameter names: Without duplicates.
    init(_ names: [String], in memory: CatalogMemory) {
        let keys = names.map { name in
            let bytes = Array(name.utf8)
            let copy = memory.copy(bytes + [UInt8](repeating: 0, count: 8))
            return Key(
                bytes: copy, count: bytes.count, head: Self.head(copy, bytes.count), tail: Self.tail(copy, bytes.count))
        }
        var size = 8
        while size < keys.count * 4 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        for (number, key) in keys.enumerated() {
            var slot = Self.hash(key.head, key.tail, key.count) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(number + 1)
        }
        self.keys = memory.copy(keys)
        count = keys.count
        self.slots = memory.copy(slots)
        mask = size - 1
    }

    @inline(__always)
    static func head(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let word = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
        return count >= 8 ? word : word & ((1 << UInt64(truncatingIfNeeded: count &* 8)) &- 1)
    }

    @inline(__always)
    static func tail(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        count > 8 ? UInt64(littleEndian: UnsafeRawPointer(bytes + count - 8).loadUnaligned(as: UInt64.self)) : 0
    }

    @inline(__always)
    private static func hash(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
        var mixed = (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 32) ^ tail) &* 0xd6e8_feb8_6659_fd93
        return Int(truncatingIfNeeded: mixed >> 33)
    }

    /// Whether the text is key `number`. Eight bytes after `text` must be readable.
    @inline(__always)
    func matches(_ number: Int, _ text: UnsafeBufferPointer<UInt8>, head: UInt64) -> Bool {
        let key = keys[number]
        guard key.count == text.count, key.head == head else { return false }
        if key.count <= 8 { return true }
        let bytes = text.baseAddress.unsafelyUnwrapped
        guard key.tail == Self.tail(bytes, key.count) else { return false }
        guard key.count > 16 else { return true }
        for position in 8..<key.count - 8 where key.bytes[position] != bytes[position] { return false }
        return true
    }

    /// The text's number, or -1. Eight bytes after `text` must be readable.
    func find(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let bytes = text.baseAddress else { return -1 }
        let head = Self.head(bytes, text.count)
        var slot = Self.hash(head, Self.tail(bytes, text.count), text.count) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if matches(number, text, head: head) { return number }
            slot = (slot + 1) & mask
        }
        return -1
    }
}
