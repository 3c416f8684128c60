/// How long to wait after a batch that failed.
public struct RetryPolicy: Sendable, Hashable {
    /// After the first failure; it doubles with each.
    public var first = Duration.seconds(1)
    /// It grows no longer than this.
    public var longest = Duration.seconds(300)
    /// After the write key was refused.
    public var held = Duration.seconds(900)
    /// What a server may ask for with `Retry-After`.
    public var longestAsked = Duration.seconds(86_400)

    public init() {}

    /// Half of the time is certain and half is chance, so that clients that failed together do not come back together.
    ///
    /// - Parameter failures: in a row, from 1.
    package func delay(failures: Int, random: UInt64) -> Duration {
        var full = first
        for _ in 1..<max(1, min(failures, 40)) where full < longest { full = full * 2 }
        return Self.jittered(min(full, longest) / 2, by: min(full, longest) / 2, random)
    }

    /// Never earlier than the server asked for, and up to a tenth later.
    package func delay(asked: Duration, random: UInt64) -> Duration {
        let asked = min(max(asked, .zero), longestAsked)
        return Self.jittered(asked, by: asked / 10, random)
    }

    package func heldDelay(random: UInt64) -> Duration { Self.jittered(held, by: held / 10, random) }

    private static func jittered(_ certain: Duration, by span: Duration, _ random: UInt64) -> Duration {
        certain + span * (Double(random >> 11) / Double(1 << 53))
    }
}
