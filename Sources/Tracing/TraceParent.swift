/// The trace that a request belongs to, as its client says: W3C Trace Context, `00-<trace>-<parent>-<flags>`.
///
/// https://www.w3.org/TR/trace-context/#traceparent-header
package struct TraceParent: Sendable, Hashable {
    package var trace: TraceID
    /// The client's span.
    package var parent: SpanID
    package var flags: TraceFlags

    /// Nil when there is none, or it is malformed: then it is passed over, as the recommendation asks. Of later
    /// versions the part is read that the first has.
    package init?(header: String?) {
        guard let header else { return nil }
        let bytes = Array(header.utf8.prefix(56)), dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = UInt64(hexadecimal: bytes[0..<2]), version != 0xFF,
            bytes.count == 55 || (version > 0 && bytes[55] == dash),
            let high = UInt64(hexadecimal: bytes[3..<19]), let low = UInt64(hexadecimal: bytes[19..<35]),
            let span = UInt64(hexadecimal: bytes[36..<52]), let flags = UInt64(hexadecimal: bytes[53..<55]),
            let trace = TraceID(high: high, low: low), let parent = SpanID(span)
        else { return nil }
        self.trace = trace
        self.parent = parent
        self.flags = TraceFlags(rawValue: UInt8(flags))
    }

    package var isSampled: Bool { flags.contains(.sampled) }
}
