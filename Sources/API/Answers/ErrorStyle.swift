import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The ways in which the doors say that something went wrong.
enum ErrorStyle: Sendable, Equatable {
    /// A problem document (RFC 9457), with `code` and `message` beside its members.
    case json
    /// `{"error": {"message": …, "type": …, "code": …}}`.
    case iceberg
    /// A web page.
    case page
    /// JSON as the protocol's clients want it, with a status that they do not take for something else.
    case client(ClientProtocol)

    /// The answer for any error. Only `BasinError` speaks to clients; what else may be thrown is logged by its type,
    /// since its text may quote a value.
    /// - Parameter visitor: who is told, where that is known and the answer is a page.
    func response(for error: any Error, logger: Logger, visitor: Visitor? = nil) -> Response {
        let known = Self.known(error)
        var occurrence: String?
        if known.code.status.code >= 500, known.code != .unavailable {
            occurrence = logger[metadataKey: "hb.request.id"].map { "urn:basin:request:\($0)" }
            logger.error(
                "request failed",
                metadata: [
                    "error.type": .string(String(reflecting: type(of: error))),
                    "error.code": .string(known.code.rawValue),
                    "error.message": .string(known.message),
                ])
        }
        var response = body(known, occurrence, visitor)
        if let seconds = known.rateLimit?.retryAfter ?? known.code.retryAfter {
            response.headers[.retryAfter] = String(seconds)
        }
        if let limit = known.rateLimit {
            // What browser SDKs of Segment read.
            response.headers[.rateLimitLimit] = String(limit.events)
            response.headers[.rateLimitRemaining] = "0"
            response.headers[.rateLimitReset] = String(limit.retryAfter)
        }
        if known.code == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"basin\"" }
        return response
    }

    private func body(_ error: BasinError, _ occurrence: String?, _ visitor: Visitor?) -> Response {
        let status = status(error.code)
        switch self {
        case .json:
            let answer = ErrorAnswer(
                code: error.code.rawValue, message: error.message, title: status.reasonPhrase, status: status.code,
                instance: occurrence)
            return (try? Response.json(answer, status: status, type: ErrorAnswer.mediaType)) ?? Response(status: status)
        case .iceberg:
            return .json(
                [
                    "error": [
                        "message": .string(error.message), "type": .string(error.code.icebergType),
                        "code": .int(status.code),
                    ]
                ] as JSONValue, status: status)
        case .client(.otlp):
            return .json(
                [
                    "code": .int(error.code.grpcStatus), "message": .string(error.message),
                ] as JSONValue, status: status)
        case .client:
            // RudderStack's clients want code and message, PostHog's detail; and none expects another media type.
            let answer = ErrorAnswer(
                code: error.code.rawValue, message: error.message, title: status.reasonPhrase, status: status.code)
            return (try? Response.json(answer, status: status)) ?? Response(status: status)
        case .page:
            let page =
                error.code == .unauthorized
                ? SignInPage.refused(error.message) : MessagePage.error(error.message, for: visitor)
            return .page(page, status: status)
        }
    }

    /// Snowplow's trackers send again for ever what is answered 404 or 413.
    private func status(_ code: BasinError.Code) -> HTTPResponse.Status {
        if case .client(.snowplow) = self, [404, 405, 413, 415].contains(code.status.code) { return .badRequest }
        return code.status
    }

    /// What clients are told of any error.
    static func known(_ error: any Error) -> BasinError {
        switch error {
        case let error as BasinError: error
        // Only a server that stops cancels what it works on for somebody who is still there.
        case is CancellationError: BasinError(.unavailable, "Basin is stopping; send this again in a moment.")
        case is NIOTooManyBytesError: BasinError(.tooLarge, "The body is larger than this route takes.")
        default: BasinError(.internal, "Something failed inside Basin; the server's log says what.")
        }
    }
}

extension HTTPField.Name {
    fileprivate static let rateLimitLimit = Self("X-RateLimit-Limit")!
    fileprivate static let rateLimitRemaining = Self("X-RateLimit-Remaining")!
    fileprivate static let rateLimitReset = Self("X-RateLimit-Reset")!
}
