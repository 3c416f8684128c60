import BasinCore
package import BasinWire

/// Events as they come, with what intake says of each: the inspector. Without JavaScript, the latest that are in the table.
package enum LivePage {
    /// What is to be shown.
    package struct Filter: Sendable, Equatable {
        /// Nil for all types that one may see.
        package var type: String?
        /// SQL; needs a type.
        package var condition: String?
        /// `accepted` or `refused`; nil for both.
        package var verdict: String?

        package init(type: String? = nil, condition: String? = nil, verdict: String? = nil) {
            self.type = type
            self.condition = condition
            self.verdict = verdict
        }

        var page: Address { type.map { EventFrame.address(.live, $0) } ?? "/live" }

        /// What tells of the events.
        var stream: Address {
            Address("api", "v1", "events", "live").with("type", type).with("where", condition).with("verdict", verdict)
        }
    }

    /// A row of the type's table.
    package struct Row: Sendable {
        package var received: String
        package var id: String
        /// As JSON, masked.
        package var text: String

        package init(received: String, id: String, text: String) {
            self.received = received
            self.id = id
            self.text = text
        }
    }

    /// - Parameters:
    ///   - fields: that a condition may name, for the hint.
    ///   - latest: rows of the table; nil where they were not asked for.
    ///   - problem: why they are not there.
    package static func page(
        _ filter: Filter, fields: [EventFieldSummary] = [], latest: [Row]? = nil, problem: String? = nil, for visitor: Visitor
    ) -> Page {
        let name = filter.type
        let tabs: HTML? = name.map { EventFrame.tabs($0, here: .live) }
        return Page(
            name.map { "Live: \($0)" } ?? "Live events", for: visitor, in: .events, trail: EventFrame.trail(name),
            scripts: ["inspector.js"],
            body: """
                \(tabs)\(visitor.may(.query) ? "\(form(filter, fields))\(inspector(filter))\(table(filter, latest, problem, visitor))" : forbidden)
                """)
    }

    private static let forbidden: HTML = HTML.notice(
        .warning, "<p>Events are shown to those who may query. Ask whoever administers Basin for that.</p>")

    private static func form(_ filter: Filter, _ fields: [EventFieldSummary]) -> HTML {
        let open = fields.filter { $0.classification == "none" && $0.filledBy == nil }.map(\.name)
        let example = open.isEmpty ? "_source LIKE 'app/%'" : "\(open[0]) IS NOT NULL"
        let condition: HTML? =
            filter.type == nil
            ? nil
            : Form.text(
                "where", "Condition, in SQL", value: filter.condition ?? "", placeholder: example,
                help: "Of accepted events. Names: \(open.prefix(6).joined(separator: ", "))\(open.count > 6 ? " …" : "")\(open.isEmpty ? "" : ", ")_source, _event_time.")
        let verdict = Form.choice(
            "verdict", "Verdict", [("", "accepted and refused"), ("accepted", "accepted"), ("refused", "refused")],
            chosen: filter.verdict ?? "")
        let form = Form(.get, filter.page, "Watch", fields: [condition, verdict].compactMap(\.self), isInline: true)
        return "<div class=\"event-filter\">\(form)</div>\n"
    }

    /// Filled by `inspector.js`.
    private static func inspector(_ filter: Filter) -> HTML {
        let type: HTML? = filter.type == nil ? "<th scope=\"col\">Type</th>" : nil
        let about: HTML =
            filter.type == nil
            ? "Of types that everybody may see, and of types that are not known."
            : "What may say something of a person reads [masked]."
        return """
            <section class="inspector" id="inspector" aria-labelledby="inspector-title" hidden data-inspector="\(filter.stream.text)"\(filter.type == nil ? " data-all" : "" as HTML)>
            <div class="heading"><h2 id="inspector-title">As they come</h2><div class="aside">\
            <button type="button" data-pause aria-keyshortcuts="p">Pause</button> <button type="button" class="secondary" data-clear>Clear</button></div></div>
            <p class="about">\(about) The newest is on top; 200 at most. <kbd>p</kbd> pauses and goes on.</p>
            <p class="inspector-state"><span role="status" data-state>Connecting …</span> <span class="quiet" data-counts></span></p>
            <div class="table"><div class="scroll" role="group" tabindex="0" aria-labelledby="inspector-title"><table>
            <thead><tr><th scope="col">Received (UTC)</th><th scope="col">Verdict</th>\(type)<th scope="col">Event</th></tr></thead>
            <tbody data-rows aria-live="off"></tbody></table></div></div>
            <p class="empty" data-none>Nothing yet. An event is here as soon as it is on disk.</p>
            </section>

            """
    }

    private static func table(_ filter: Filter, _ latest: [Row]?, _ problem: String?, _ visitor: Visitor) -> HTML {
        guard filter.type != nil else {
            return "<noscript><p>To watch events this page needs JavaScript. Choose a type from <a href=\"/events\">all event types</a>: its page shows the latest without.</p></noscript>\n"
        }
        let again = filter.page.with("where", filter.condition).with("verdict", filter.verdict).with("latest", "1")
        guard let latest else {
            let trouble: HTML? = problem.map { HTML.notice(.warning, "<p>\(HTML.prose($0))</p>") }
            return "\(trouble)<noscript><p>To watch events this page needs JavaScript.</p></noscript><p><a href=\"\(again.text)\">Show the latest that are in the table</a></p>\n"
        }
        let table = DataTable(
            "latest", "Latest events in the table, of the last hour", columns: [.text("Received"), .text("Event id"), .wide("Row")],
            rows: latest.map { row in
                [
                    .ago(row.received, visitor.moment), .name(row.id),
                    Cell("<code class=\"event-row\"><bdi>\(row.text)</bdi></code>", value: row.text),
                ]
            }, empty: "Nothing was delivered in the last hour.")
        return HTML.section("in-table", "In the table", actions: "<a href=\"\(again.text)\">Load again</a>", "\(table)")
    }
}
