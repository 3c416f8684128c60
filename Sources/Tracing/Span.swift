package import BasinCore

/// Something that took a while, as it is sent: over, and not changed any more.
package struct Span: Sendable, Hashable {
    /// Raw values are OTLP's.
    package enum Kind: Int, Sendable {
        case `internal` = 1
        case server = 2
    }

    package var name: String
    package var kind: Kind
    package var trace: TraceID
    package var id: SpanID
    package var parent: SpanID?
    /// The parent is a span of the client's.
    package var isParentRemote: Bool
    package var flags: TraceFlags
    package var start: Timestamp
    package var end: Timestamp
    package var attributes: [Attribute]
    /// Why it failed, as a word of few: becomes `error.type`.
    package var failure: String?

    package init(
        _ name: String, kind: Kind = .internal, trace: TraceID, id: SpanID, parent: SpanID? = nil,
        isParentRemote: Bool = false, flags: TraceFlags = .sampled, start: Timestamp, end: Timestamp,
        attributes: [Attribute] = [], failure: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.trace = trace
        self.id = id
        self.parent = parent
        self.isParentRemote = isParentRemote
        self.flags = flags
        self.start = start
        self.end = max(start, end)
        self.attributes = attributes
        self.failure = failure
    }
}
