/// What a replay came to.
public struct ReplayAnswer: Codable, Sendable {
    /// Events that were delivered, or found to have been delivered before.
    public var replayed: Int
    /// Why the others are still refused.
    public var left: [QuarantineReasonSummary]
    /// Left alone because the same event may have been delivered so long ago that nobody remembers.
    public var tooOld: Int
    /// Left alone because the key of their day was destroyed.
    public var erased: Int

    public init(replayed: Int, left: [QuarantineReasonSummary], tooOld: Int, erased: Int) {
        self.replayed = replayed
        self.left = left
        self.tooOld = tooOld
        self.erased = erased
    }
}
