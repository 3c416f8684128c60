/// The last byte of a `traceparent`.
package struct TraceFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Spans of the trace are recorded.
    package static let sampled = TraceFlags(rawValue: 1)
    /// The last seven bytes of the trace's id are random.
    package static let random = TraceFlags(rawValue: 2)
}
