/// Numbers that look random and depend on a seed alone (SplitMix64, Steele, Lea and Flood 2014). Not for secrets.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A generator of its own for each pair, so that an hour's events do not depend on those made before.
    init(seed: UInt64, stream: UInt64) { state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mix(stream) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// 0 to `count` - 1. `count` is 1 to 2^32.
    mutating func below(_ count: Int) -> Int { Int(((next() >> 32) &* UInt64(count)) >> 32) }

    /// `low` to `high`, both included.
    mutating func within(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// True so many times in 10,000.
    mutating func chance(in10000 times: Int) -> Bool { below(10_000) < times }

    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
