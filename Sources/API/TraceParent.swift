/// The trace that a request belongs to, as its client says: W3C Trace Context, `00-<trace>-<parent>-<flags>`.
///
/// https://www.w3.org/TR/trace-context/#traceparent-header
package struct TraceParent: Sendable, Equatable {
    /// 32 and 16 hexadecimal digits.
    package var trace: String
    package var parent: String

    /// Nil when there is none, or it is malformed: then it is passed over, as the recommendation asks.
    package init?(header: String?) {
        guard let header else { return nil }
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", Self.isID(parts[1], 32), Self.isID(parts[2], 16)
        else { return nil }
        trace = String(parts[1])
        parent = String(parts[2])
    }

    private static func isID(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            && text.contains { $0 != "0" }
    }
}
