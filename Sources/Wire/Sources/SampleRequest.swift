/// A request that a client of a source might send, made up to be tried.
public struct SampleRequest: Codable, Sendable, Equatable {
    /// What it tries: `track "Song Played"`.
    public var call: String
    /// The event type that it is meant to become.
    public var type: String
    public var method: String
    /// With its query.
    public var path: String
    public var contentType: String
    public var body: String

    public init(call: String, type: String, method: String, path: String, contentType: String, body: String) {
        self.call = call
        self.type = type
        self.method = method
        self.path = path
        self.contentType = contentType
        self.body = body
    }
}
