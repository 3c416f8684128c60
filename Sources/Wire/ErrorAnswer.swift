/// Every error's body: a problem document (RFC 9457), with a stable word for programs beside its members.
public struct ErrorAnswer: Codable, Sendable, Equatable {
    /// What the body of such an answer calls itself.
    public static let mediaType = "application/problem+json"

    /// A stable word that programs may branch on; `type` ends with it.
    public var code: String
    /// A sentence: what happened, to what, and what to do next. The same as `detail`.
    public var message: String
    /// `urn:basin:error:not_found`.
    public var type: String?
    /// The status in words.
    public var title: String?
    public var status: Int?
    public var detail: String?
    /// The request's name in the server's log, for errors that are not the client's.
    public var instance: String?

    public init(code: String, message: String, title: String? = nil, status: Int? = nil, instance: String? = nil) {
        self.code = code
        self.message = message
        type = "urn:basin:error:" + code
        self.title = title
        self.status = status
        detail = message
        self.instance = instance
    }
}
