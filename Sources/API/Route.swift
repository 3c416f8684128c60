import HTTPTypes
import Hummingbird

/// One method on one path: who may, what goes in and out, and the code that answers. The router and the OpenAPI
/// document are both made from these, so they agree.
struct Route: Sendable {
    /// What a caller must show.
    enum Access: Sendable {
        /// Nothing.
        case open
        /// A write key, which the handler passes on.
        case writeKey
        /// A write key in a header, the query or the body, or none where a source is open.
        case clientKey
        /// An admin token, as bearer or as the session's cookie.
        case token
    }

    var method: HTTPRequest.Method
    /// `/api/v1/keys/{name}`.
    var path: String
    var access: Access
    var errors: ErrorStyle = .json
    /// Pages of other origins may use it and read its answers.
    var isCrossOrigin = false
    var summary: String
    /// Query parameters. Others are refused where `errors` is `.json`.
    var query: [QueryParameter] = []
    var body: BodyDescription?
    var answer: AnswerDescription
    var handle: @Sendable (DoorRequest) async throws -> Response

    /// Names in braces, in order.
    var pathParameters: [String] {
        path.split(separator: "/").compactMap { segment in
            segment.first == "{" && segment.last == "}" ? String(segment.dropFirst().dropLast()) : nil
        }
    }
}
