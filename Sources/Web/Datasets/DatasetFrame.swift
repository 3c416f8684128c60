package import BasinWire

/// What stands above every page of a dataset: what it is, whose, whether it can be relied on, and its other pages.
package enum DatasetFrame {
    package static func page(
        _ detail: DatasetDetail, tab: DatasetTab, for visitor: Visitor, scripts: [String] = [], refresh: Int? = nil,
        isWide: Bool = false, body: HTML
    ) -> Page {
        let name = detail.summary.name
        let above: [(title: String, address: Address)] = tab == .overview ? [] : [(name, .dataset(name))]
        return Page(
            tab == .overview ? name : "\(name): \(tab.title.lowercased())", for: visitor, in: .search,
            trail: [("Data", "/search")] + above, aside: badges(detail, visitor),
            scripts: scripts, refresh: refresh, isWide: isWide,
            body: """
                \(HTML.part("dataset-head", "\(line(detail))\(tags(detail))\(notices(detail))"))
                \(HTML.tabs("Pages of this dataset", DatasetTab.all(of: detail.summary).map { ($0.title, $0.address(name), $0 == tab) }))
                \(body)
                """)
    }

    /// How it stands, in words.
    private static func badges(_ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        let notes = detail.notes, summary = detail.summary
        let certified: HTML =
            notes.certified
            ? Standing.good.badge("certified")
            : "<a href=\"\(Address.dataset(summary.name).text)#certification\">\(Standing.waiting.badge("not certified: \(Figures.count(notes.missing.count, "thing")) missing"))</a>"
        let kind: HTML = HTML.tag(summary.kind == "event" ? "event type" : "made by a pipeline")
        return "\(kind)\(certified)\(freshness(detail, visitor))"
    }

    /// How its data stands, with when the last of it came.
    private static func freshness(_ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        let last: HTML? = detail.summary.lastEvent.map { _ in "<span>data \(visitor.moment.ago(detail.summary.lastEvent))</span>" }
        let state: HTML? =
            switch detail.freshness {
            case "fresh": Standing.good.badge("fresh")
            case "late": Standing.warning.badge("late")
            case "failing": "<a href=\"\(DatasetTab.partitions.address(detail.summary.name).text)\">\(Standing.bad.badge("partitions failed"))</a>"
            case "incomplete": "<a href=\"\(Address("events", detail.summary.name, "hours").text)\">\(Standing.warning.badge("hours not complete"))</a>"
            case "removed": Standing.off.badge("removed")
            default: last == nil ? Standing.waiting.badge("no data yet") : nil
            }
        return "\(state)\(last)"
    }

    /// Whose it is, and where one asks.
    private static func line(_ detail: DatasetDetail) -> HTML {
        let summary = detail.summary
        let ask = [detail.notes.support, detail.contact].compactMap(\.self).first { !$0.isEmpty }
        let event: HTML? =
            summary.kind == "event" ? "<span>\(HTML.link("As an event type", to: .eventType(summary.name)))</span>" : nil
        return """
            <p class="dataset-line"><span>Owned by \(HTML.link(summary.owner, to: .team(summary.owner)))</span>\
            \(ask.map { "<span>Ask \(contact($0))</span>" as HTML })\
            <span>Tier \(HTML.link(summary.tier, to: Address("search").with("tier", summary.tier)))</span>\(event)</p>

            """
    }

    private static func tags(_ detail: DatasetDetail) -> HTML {
        let tags = detail.notes.tags.sorted { $0.key < $1.key }
        guard !tags.isEmpty else { return .none }
        return """
            <ul class="tags" aria-label="Tags">\(tags.map { tag -> HTML in
                let text = tag.key + ":" + tag.value
                return "<li>\(HTML.tag(text, to: Address("search").with("tag", text)))</li>"
            })</ul>

            """
    }

    private static func notices(_ detail: DatasetDetail) -> HTML {
        var notices: [HTML] = []
        if detail.summary.removed {
            notices.append(
                HTML.notice(
                    .bad,
                    "<p><strong>Removed.</strong> Its definition is gone: nothing is added to it any more. What is there can still be read.</p>"))
        }
        if let deprecation = detail.notes.deprecation {
            let successor: HTML? = deprecation.successor.map { "Use \(HTML.link($0, to: .dataset($0))) instead. " }
            let until: HTML? = deprecation.until.map { "It is there until \($0), the last day." }
            notices.append(
                HTML.notice(
                    .warning,
                    "<p><strong>Deprecated.</strong> \(HTML.prose(deprecation.note)) \(successor)\(until)</p>"))
        }
        return HTML(notices)
    }

    /// Where to ask: a link where it is an address of the web or of mail, text otherwise.
    package static func contact(_ text: String) -> HTML {
        let isPlain = !text.unicodeScalars.contains { $0.properties.isWhitespace }
        if isPlain, text.hasPrefix("https://") || text.hasPrefix("http://") || text.hasPrefix("mailto:") {
            return "<a href=\"\(text)\" rel=\"noreferrer\"><bdi class=\"name\">\(text)</bdi></a>"
        }
        if isPlain, text.split(separator: "@", omittingEmptySubsequences: false).count == 2, !text.hasPrefix("@"), !text.hasSuffix("@") {
            return "<a href=\"mailto:\(text)\"><bdi class=\"name\">\(text)</bdi></a>"
        }
        return HTML.name(text)
    }
}
