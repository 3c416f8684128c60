import Synchronization

/// Makes ids from any thread, without a lock and without asking the system: a counter, mixed with what the system gave
/// once.
package final class IDSource: Sendable {
    private let counter = Atomic<UInt64>(0)
    private let seeds: (UInt64, UInt64)

    /// Two processes with other seeds make other ids.
    package init(seeds: (UInt64, UInt64)) { self.seeds = seeds }

    package convenience init() {
        self.init(seeds: (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max)))
    }

    package func trace() -> TraceID {
        let number = next()
        return TraceID(high: Self.mixed(seeds.0, number), low: Self.mixed(seeds.1, number)) ?? trace()
    }

    package func span() -> SpanID { SpanID(Self.mixed(seeds.0 ^ seeds.1, next())) ?? span() }

    private func next() -> UInt64 { counter.add(1, ordering: .relaxed).newValue }

    /// A step of SplitMix64: for one seed, no two numbers give the same.
    private static func mixed(_ seed: UInt64, _ number: UInt64) -> UInt64 {
        var value = seed &+ number &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
