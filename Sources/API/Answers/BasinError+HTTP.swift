package import BasinCore
package import HTTPTypes

extension BasinError.Code {
    /// Slow down: this client, or all of them, are sending more than can be taken in now. Retry later. HTTP 429.
    package static let tooManyRequests = Self(rawValue: "too_many_requests")
    /// The path exists, the method does not. HTTP 405.
    package static let methodNotAllowed = Self(rawValue: "method_not_allowed")
    /// The body's media type or encoding is not one that is read here. HTTP 415.
    package static let unsupportedMediaType = Self(rawValue: "unsupported_media_type")
    /// A read-only door was asked to write. HTTP 406, as Iceberg's REST specification says.
    package static let unsupportedOperation = Self(rawValue: "unsupported_operation")
    /// No Iceberg namespace of that name. HTTP 404.
    package static let noSuchNamespace = Self(rawValue: "no_such_namespace")
    /// What is there is not what `If-Match` names: somebody else was faster. HTTP 412.
    package static let preconditionFailed = Self(rawValue: "precondition_failed")
    /// The `Idempotency-Key` was used for another request. HTTP 422.
    package static let keyReused = Self(rawValue: "idempotency_key_reused")
    /// The same request is being worked on. HTTP 409; retry later.
    package static let inProgress = Self(rawValue: "in_progress")
    /// The same request was begun, and how it ended is not known, or what it answered not kept. HTTP 409; look first.
    package static let outcomeUnknown = Self(rawValue: "outcome_unknown")
    /// Our fault; the log has the rest. HTTP 500.
    package static let `internal` = Self(rawValue: "internal")

    /// The HTTP status of every error: decided here and nowhere else.
    package var status: HTTPResponse.Status {
        switch self {
        case .invalid, .query: .badRequest
        case .definition, .keyReused: .unprocessableContent
        case .preconditionFailed: .preconditionFailed
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .notFound, .noSuchNamespace: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .unsupportedOperation: .notAcceptable
        case .gone: .gone
        case .conflict, .inProgress, .outcomeUnknown: .conflict
        case .tooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .tooManyRequests, .rateLimited: .tooManyRequests
        case .unavailable: .serviceUnavailable
        default: .internalServerError
        }
    }

    /// Seconds after which trying again makes sense; nil when it does not.
    var retryAfter: Int? {
        switch self {
        case .tooManyRequests, .inProgress: 1
        case .unavailable: 2
        default: nil
        }
    }

    /// The number of `google.rpc.Code`.
    var grpcStatus: Int {
        switch self {
        case .unauthorized: 16
        case .forbidden: 7
        case .notFound: 5
        case .tooLarge, .tooManyRequests, .rateLimited: 8
        case .unavailable: 14
        case .invalid, .unsupportedMediaType: 3
        default: 13
        }
    }

    /// The type word in an Iceberg error body.
    var icebergType: String {
        switch self {
        case .unauthorized: "NotAuthorizedException"
        case .forbidden: "ForbiddenException"
        case .notFound: "NoSuchTableException"
        case .noSuchNamespace: "NoSuchNamespaceException"
        case .unsupportedOperation, .methodNotAllowed: "UnsupportedOperationException"
        case .unavailable, .tooManyRequests: "ServiceUnavailableException"
        case .invalid, .tooLarge: "BadRequestException"
        default: "InternalServerError"
        }
    }
}
