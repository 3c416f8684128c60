import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

/// A request as a route's handler sees it: who asks is already settled.
struct DoorRequest: Sendable {
    var request: Request
    /// Who asks; nil where the route wants no token.
    var principal: Principal?
    var context: DoorContext
    var limits: DoorLimits
    var query: QueryItems
    let notes = AuditNotes()

    /// Who asks, on a route that wants a token.
    var person: Principal {
        get throws {
            guard let principal else { throw Credentials.missing }
            return principal
        }
    }

    /// What must still be so for a change to be made. Throws `.invalid`.
    var precondition: Precondition {
        get throws { try Precondition(request.headers) }
    }

    /// The decoded segment in place of `{name}`.
    func parameter(_ name: String) throws -> String {
        guard let raw = context.parameters.get(name), let value = PercentCoding.decode(raw) else {
            throw BasinError(.invalid, "The \(name) in the path is not percent-encoded UTF-8; encode it again.")
        }
        if let fault = Route.name.fault(of: value) {
            throw BasinError(.invalid, "The \(name) in the path \(fault).")
        }
        return value
    }

    /// The media type without its parameters, in lower case; empty when absent.
    var contentType: String {
        guard let field = request.headers[.contentType] else { return "" }
        return String(field.prefix { $0 != ";" }).trimmed.lowercased()
    }

    /// The most that a form of a few fields takes: whoever may send little else must not fill the memory.
    static let formBytes = 64 << 10

    /// The body as a `Wire` value. Throws `.tooLarge`, `.invalid`.
    /// - Parameter most: bytes of it; nil: as many as a whole project may have.
    func json<Value: Decodable>(_ type: Value.Type, upTo most: Int? = nil) async throws -> Value {
        let body = try await request.collectedBody(upTo: min(most ?? .max, limits.jsonBody))
        do {
            return try WireJSON.decode(type, from: body.readableBytesView)
        } catch let error as DecodingError {
            throw BasinError(.invalid, "The body is not the JSON that this route takes: \(error.whatIsWrong)")
        }
    }
}

extension DecodingError {
    /// Which field, without quoting any value.
    fileprivate var whatIsWrong: String {
        switch self {
        case .keyNotFound(let key, let context): "the field \(Self.path(context, key)) is missing."
        case .valueNotFound(_, let context): "the field \(Self.path(context)) is null."
        case .typeMismatch(let type, let context): "the field \(Self.path(context)) is not of type \(type)."
        case .dataCorrupted: "it is not valid JSON."
        @unknown default: "it cannot be read."
        }
    }

    private static func path(_ context: Context, _ key: (any CodingKey)? = nil) -> String {
        (context.codingPath + (key.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
    }
}
