/// One reason.
public struct WhyReason: Codable, Sendable, Equatable {
    /// A stable word: `waits_for_input`, `quota`, `check_failed` …
    public var code: String
    public var message: String
    public var since: String?
    public var remedy: String?

    public init(
        code: String, message: String, since: String? = nil, remedy: String? = nil
    ) {
        self.code = code
        self.message = message
        self.since = since
        self.remedy = remedy
    }
}
