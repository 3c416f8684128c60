import BasinWire

/// Why a partition is as it is, in sentences.
enum PartitionWhy {
    static func html(_ content: PartitionPage.Content, _ visitor: Visitor) -> HTML? {
        guard content.hour == nil else { return nil }
        guard let why = content.why else { return HTML.note("Why it is so cannot be said now.") }
        guard !why.reasons.isEmpty else { return nil }
        let items = why.reasons.map { reason -> HTML in
            let since: HTML? = reason.since.map { " <span class=\"quiet\">Since \(visitor.moment.ago($0)).</span>" }
            let remedy: HTML? = reason.remedy.map { "<p class=\"small\"><strong>What to do:</strong> \(HTML.prose($0))</p>" }
            return "<li><p>\(HTML.prose(reason.message))\(since)</p>\(remedy)</li>\n"
        }
        return HTML.section("why", "Why", "<ol class=\"cards why\">\n\(items)</ol>\n")
    }
}
