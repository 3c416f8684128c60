import BasinCore
import HTTPTypes
import Hummingbird

/// One method on one path: who may, what goes in and out, and the code that answers. The router and the OpenAPI
/// document are both made from these, so they agree.
struct Route: Sendable {
    /// What a caller must show.
    enum Access: Sendable, Equatable {
        /// Nothing.
        case open
        /// A write key, which the handler passes on.
        case writeKey
        /// A write key in a header, the query or the body, or none where a source is open.
        case clientKey
        /// An account's token, as bearer or as the session's cookie, and this permission.
        case may(Permission)
    }

    var method: HTTPRequest.Method
    /// `/api/v1/keys/{name}`.
    var path: String
    var access: Access
    /// False where a method that may change something changes nothing.
    var changes = true
    /// It takes `If-Match`.
    var isConditional = false
    var errors: ErrorStyle = .json
    /// Pages of other origins may use it and read its answers.
    var isCrossOrigin = false
    var summary: String
    /// Query parameters. Others are refused where `errors` is `.json`.
    var query: [QueryParameter] = []
    var body: BodyDescription?
    var answer: AnswerDescription
    var handle: @Sendable (DoorRequest) async throws -> Response

    /// Whether it is written down who did it: what somebody with an account may change.
    var isAudited: Bool {
        guard case .may = access else { return false }
        return changes && method != .get && method != .head
    }

    /// Whether what it answers depends on who asks.
    var needsToken: Bool {
        guard case .may = access else { return false }
        return true
    }

    /// Whether its answer comes piece by piece.
    var isStreamed: Bool { answer.isStreamed }

    /// What may stand in a path for `{name}`.
    static func type(ofPathParameter name: String) -> ParameterType {
        name == "id" ? .integer(1...Int.max) : .text(atMost: 1000)
    }

    /// Names in braces, in order.
    var pathParameters: [String] {
        path.split(separator: "/").compactMap { segment in
            segment.first == "{" && segment.last == "}" ? String(segment.dropFirst().dropLast()) : nil
        }
    }
}
