package import BasinCore

/// Times on a page: how long ago, with the moment in UTC beside it or on it.
package struct Moment: Sendable {
    package let now: Timestamp

    package init(now: Timestamp) { self.now = now }

    /// `5 min ago`, whose moment shows when one points at it and to who listens to the page. What is no time stays text.
    package func ago(_ rfc3339: String?) -> HTML {
        guard let rfc3339, let time = Timestamp(rfc3339: rfc3339) else { return HTML.quiet(rfc3339 ?? "never") }
        return "<time datetime=\"\(rfc3339)\" title=\"\(Self.exact(time))\">\(relative(time))</time>"
    }

    /// `2026-11-27 04:21:55 UTC`.
    package func exact(_ rfc3339: String?) -> HTML {
        guard let rfc3339, let time = Timestamp(rfc3339: rfc3339) else { return HTML.quiet(rfc3339 ?? "–") }
        return "<time datetime=\"\(rfc3339)\" title=\"\(relative(time))\">\(Self.exact(time))</time>"
    }

    package func relative(_ time: Timestamp) -> String {
        let seconds = Double(now.microseconds - time.microseconds) / 1_000_000
        if abs(seconds) < 1.5 { return "now" }
        let length = Self.rough(abs(seconds))
        return seconds < 0 ? "in \(length)" : "\(length) ago"
    }

    /// Seconds between a time and now; nil for what is no time.
    package func age(_ rfc3339: String?) -> Double? {
        rfc3339.flatMap { Timestamp(rfc3339: $0) }.map { Double(now.microseconds - $0.microseconds) / 1_000_000 }
    }

    package static func exact(_ time: Timestamp) -> String {
        var text = time.description
        if let point = text.firstIndex(of: ".") { text = String(text[..<point]) + "Z" }
        return text.replacing("T", with: " ").replacing("Z", with: " UTC")
    }

    /// One unit is enough to know how long.
    private static func rough(_ seconds: Double) -> String {
        switch seconds {
        case ..<60: "\(Int(seconds)) s"
        case ..<3600: "\(Int(seconds / 60)) min"
        case ..<172_800: "\(Int(seconds / 3600)) h"
        case ..<5_184_000: "\(Int(seconds / 86400)) days"
        default: "\(Int(seconds / 2_592_000)) months"
        }
    }
}
