import BasinCore

/// Bytes of many values, one behind the other: four bytes of length, the highest first, then so many bytes. All ones for
/// null. They are kept as they go over a pipe.
package struct PackedValues: Sendable, Hashable {
    package private(set) var bytes: [UInt8] = []
    package private(set) var count = 0
    private static let null: UInt32 = .max

    package init() {}

    /// Values as they came from another process.
    /// - Throws: `.damaged` when they do not end where their lengths say.
    package init(received bytes: ArraySlice<UInt8>) throws {
        self.bytes = Array(bytes)
        var position = 0
        while position < self.bytes.count {
            _ = try next(&position)
            count += 1
        }
    }

    package mutating func append(_ value: some Collection<UInt8>) {
        append(UInt32(clamping: value.count))
        bytes.append(contentsOf: value)
        count += 1
    }

    package mutating func appendNull() {
        append(Self.null)
        count += 1
    }

    /// Each value in order; nil for null.
    package func forEach(_ body: (ArraySlice<UInt8>?) throws -> Void) throws {
        var position = 0
        while position < bytes.count { try body(try next(&position)) }
    }

    private mutating func append(_ length: UInt32) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }

    private func next(_ position: inout Int) throws -> ArraySlice<UInt8>? {
        guard bytes.count - position >= 4 else { throw Self.torn }
        let length = bytes[position..<position + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        position += 4
        if length == Self.null { return nil }
        guard bytes.count - position >= Int(length) else { throw Self.torn }
        defer { position += Int(length) }
        return bytes[position..<position + Int(length)]
    }

    private static let torn = BasinError(.damaged, "Values that were packed together do not end where they should.")
}
