/// The last number that was given, by event type.
package struct Sequences: Sendable, Hashable {
    package private(set) var last: [String: UInt64]

    package init(_ last: [String: UInt64] = [:]) { self.last = last }

    /// From 1.
    package mutating func next(_ type: String) -> UInt64 {
        let next = (last[type] ?? 0) + 1
        last[type] = next
        return next
    }

    /// Numbers of events that were lost: they stay a gap, which the server can count.
    package mutating func skip(_ type: String, _ count: Int) { last[type, default: 0] += UInt64(count) }
}
