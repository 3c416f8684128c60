/// Bytes that grow, written little-endian and unaligned. The owner calls `deallocate()` once; copies share the bytes.
struct RowWriter {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 4096) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    func deallocate() { base.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Forgets everything written after the first `count` bytes.
    @inline(__always)
    mutating func truncate(to count: Int) { self.count = count }

    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count &+ more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let wanted = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity = wanted
    }

    @inline(__always)
    mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
        reserve(MemoryLayout<Value>.size)
        UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: Value.self)
        count &+= MemoryLayout<Value>.size
    }

    /// Room for `size` zero bytes; returns where it starts.
    @inline(__always)
    mutating func appendZeros(_ size: Int) -> Int {
        reserve(size)
        let start = count
        (base + start).update(repeating: 0, count: size)
        count &+= size
        return start
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        append(start, count: bytes.count)
    }

    @inline(__always)
    mutating func append(_ start: UnsafePointer<UInt8>, count more: Int) {
        reserve(more)
        (base + count).update(from: start, count: more)
        count &+= more
    }

    mutating func append(_ text: StaticString) { append(text.utf8Start, count: text.utf8CodeUnitCount) }

    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    @inline(__always)
    mutating func set(bit: Int, at start: Int) { base[start &+ bit >> 3] |= 1 << UInt8(truncatingIfNeeded: bit & 7) }

    /// Overwrites four bytes written before.
    @inline(__always)
    mutating func set(_ value: UInt32, at position: Int) {
        UnsafeMutableRawPointer(base + position).storeBytes(of: value.littleEndian, as: UInt32.self)
    }
}
