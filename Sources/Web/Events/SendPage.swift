import BasinCore
package import BasinWire

/// How programs send events of a type, and how many of those that were sent never came.
package enum SendPage {
    /// What came of an estimate of loss.
    package enum Loss: Sendable {
        case notAsked
        case known([LossSummary], by: String?)
        case refused(String)
    }

    package static func page(
        _ type: EventTypeDetail, _ examples: [EventExample], server: String, loss: Loss, for visitor: Visitor
    ) -> Page {
        let name = type.summary.name
        return Page(
            "Send \(name)", for: visitor, in: .events, trail: EventFrame.trail(name),
            body: """
                \(EventFrame.tabs(name, here: .sdk))\(key(visitor))
                \(HTML(examples.map { section($0) }))
                \(after(name))\(estimate(type, loss, visitor))
                """)
    }

    private static func key(_ visitor: Visitor) -> HTML {
        let own: HTML =
            visitor.may(.administer)
            ? "Make a key and keep it: it is shown once, may only send, and is no secret of the server's."
            : "Ask whoever administers Basin for one. It may only send, and is no secret of the server's."
        return HTML.section(
            "key", "A write key", about: own,
            HTML.snippet(
                "Once, for each app or service",
                "basin key create \(visitor.may(.administer) ? "shop" : "NAME")\nexport WRITE_KEY=…"))
    }

    private static func section(_ example: EventExample) -> HTML {
        let (title, about, file) = words(example.language)
        let setup: HTML? = example.setup.map { HTML.snippet("Once, in the project's folder", $0) }
        return HTML.section("send-\(example.language)", title, about: about, "\(setup)\(HTML.snippet(file, example.code))")
    }

    private static func words(_ language: String) -> (title: String, about: HTML, file: String) {
        switch language {
        case "curl":
            ("Any language, over HTTP", "A CloudEvent. With <code>?dry_run=true</code> behind <code>/events</code> it is judged and not kept.", "Terminal")
        case "swift":
            ("Swift", "With the package <code>BasinEvents</code>: <code>track</code> returns at once, and what was tracked survives the end of the app.", "Swift")
        case "typescript": ("TypeScript", "For browsers and Node.js: <code>send</code> tries again and says what was refused.", "TypeScript")
        case "python": ("Python", "The standard library is all that is needed.", "Python")
        default: (language, "", language)
        }
    }

    private static func after(_ name: String) -> HTML {
        HTML.section(
            "after", "See that it came",
            """
            <p>A 200 means that the event is on disk. <a href="\(EventFrame.address(.live, name).text)">Watch it come</a>; what is refused is in \
            <a href="\(EventFrame.address(.quarantine, name).text)">quarantine</a> with its reason. The same event sent twice is delivered once: its \
            <code>source</code> and <code>id</code> say that it is the same.</p>
            \(HTML.snippet("Terminal", "basin tail \(name)\nbasin query \"SELECT count(*) FROM \(name)\""))
            """)
    }

    // MARK: Loss

    private static func estimate(_ type: EventTypeDetail, _ loss: Loss, _ visitor: Visitor) -> HTML {
        let name = type.summary.name
        let about: HTML = "Clients that number their events (<code>sequence</code>; the Swift SDK does) leave a gap where one was lost. Of the last 7 days."
        guard visitor.may(.query) else {
            return HTML.section(
                "never-came", "What never came", about: about,
                "<p class=\"empty\">It is counted by a query, which you may not ask.</p>")
        }
        let splits = type.fields.filter { ["none"].contains($0.classification) && !$0.type.contains("<") && $0.type != "json" }.map(\.name)
        var chosen: String?
        if case .known(_, let by) = loss { chosen = by }
        let form = Form(
            .get, EventFrame.address(.sdk, name), "Count",
            fields: [
                Form.hidden("loss", "1"),
                Form.choice("by", "Split by", [("", "nothing")] + splits.prefix(100).map { ($0, $0) }, chosen: chosen ?? ""),
            ], isInline: true)
        let body: HTML =
            switch loss {
            case .notAsked: "<p class=\"note\">It reads the events of a week, so it is counted when you ask.</p>"
            case .refused(let reason): HTML.notice(.warning, "<p>\(HTML.prose(reason))</p>")
            case .known(let losses, let by): "\(table(losses, by))"
            }
        return HTML.section("never-came", "What never came", about: about, "<div class=\"event-filter\">\(form)</div>\n\(body)")
    }

    private static func table(_ losses: [LossSummary], _ by: String?) -> DataTable {
        DataTable(
            "loss", "Events that never came, last 7 days",
            columns: (by.map { [.text($0)] } ?? [.text("Of")]) + [
                .number("Clients"), .number("Came", unit: "events"), .number("Missing", unit: "events"), .number("Share missing"),
            ],
            rows: losses.filter { $0.received > 0 }.prefix(100).map { loss in
                [
                    .text(by == nil ? "all" : loss.split.first ?? "–"), .number(loss.sources), .number(loss.received),
                    .number(loss.missing),
                    .percent(loss.share),
                ]
            },
            empty: "No event of the last 7 days has a number, so nothing can be said. Send <code>sequence</code> with each, or use the Swift SDK.")
    }
}
