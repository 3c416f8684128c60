/// Under what a subject is found: a keyed hash of its original id, truncated to 16 bytes. Says nothing about the id
/// to somebody without the key.
package struct SubjectLookup: Sendable, Hashable {
    /// Big-endian halves of the hash.
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func == (a: SubjectLookup, b: SubjectLookup) -> Bool { a.high == b.high && a.low == b.low }

    package func hash(into hasher: inout Hasher) {
        // It is a hash already, and nobody outside can choose it: half of it spreads as well as all of it.
        hasher.combine(low)
    }
}
