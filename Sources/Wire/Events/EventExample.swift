/// How a program sends one event of a type, with values that fit.
public struct EventExample: Codable, Sendable, Equatable {
    /// `curl`, `swift`, `typescript` or `python`.
    public var language: String
    /// What makes the code that it uses, to be run once in the project's folder; nil where nothing is needed.
    public var setup: String?
    public var code: String

    public init(language: String, setup: String? = nil, code: String) {
        self.language = language
        self.setup = setup
        self.code = code
    }
}
