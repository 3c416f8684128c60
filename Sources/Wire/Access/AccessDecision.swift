/// What is said to somebody who asked.
public struct AccessDecision: Codable, Sendable, Equatable {
    public var answer: String?

    public init(
        answer: String? = nil
    ) {
        self.answer = answer
    }
}
