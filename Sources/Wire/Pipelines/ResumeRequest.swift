/// Lets a paused dataset go on.
public struct ResumeRequest: Codable, Sendable, Equatable {
    /// `skip` what became due meanwhile, or `catch_up`.
    public var gap: String

    public init(
        gap: String
    ) {
        self.gap = gap
    }
}
