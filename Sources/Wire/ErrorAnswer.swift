/// Every error's body.
public struct ErrorAnswer: Codable, Sendable, Equatable {
    public var code: String
    public var message: String
    /// Where to look further: the request's id in the server's log, for errors that are not the client's.
    public var detail: String?

    public init(code: String, message: String, detail: String? = nil) {
        self.code = code
        self.message = message
        self.detail = detail
    }
}
