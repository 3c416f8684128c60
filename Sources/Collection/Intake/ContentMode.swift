import BasinCore

/// How a body holds events.
package enum ContentMode: Sendable, Hashable {
    /// A JSON array of CloudEvents.
    case batch
    /// One CloudEvent.
    case structured
    /// One CloudEvent a line.
    case ndjson
    /// The body is `data`; the attributes came beside it, without the `ce-` prefix, names lower-case.
    case binary(attributes: [String: String])
    /// An array is a batch, an object is one event.
    case json

    /// Chooses by the media type and, for binary mode, by the attributes that came in headers.
    ///
    /// Throws `.invalid` for media types that intake does not read.
    package static func of(contentType: String, attributes: [String: String]) throws -> ContentMode {
        let media = contentType.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        switch media {
        case "application/cloudevents-batch+json": return .batch
        case "application/cloudevents+json": return .structured
        case "application/x-ndjson", "application/ndjson", "application/x-jsonlines", "application/jsonl":
            return .ndjson
        case "", "application/json", "text/json", "text/plain":
            if attributes.isEmpty { return .json }
            if media != "text/plain" { return .binary(attributes: attributes) }
        default:
            if media.hasSuffix("+json"), !attributes.isEmpty { return .binary(attributes: attributes) }
        }
        throw BasinError(
            .invalid,
            "Intake does not read this content type; send application/cloudevents-batch+json, application/cloudevents+json, application/x-ndjson, or application/json with ce- headers."
        )
    }
}
