import BasinCore
package import BasinWire

/// Refused events of one type: why, which, what to mend, and once more.
package enum QuarantineTypePage {
    /// What a replay came to, as the page before says.
    package struct Outcome: Sendable, Equatable {
        package var replayed: Int
        package var left: Int
        package var tooOld: Int
        package var erased: Int

        package init(replayed: Int, left: Int, tooOld: Int, erased: Int) {
            self.replayed = replayed
            self.left = left
            self.tooOld = tooOld
            self.erased = erased
        }
    }

    /// - Parameters:
    ///   - type: nil for types that are not known.
    ///   - events: the latest; nil where the visitor may not see them, or they cannot be read: then `problem` says why.
    package static func page(
        _ type: String?, _ reasons: [QuarantineReasonSummary], reason: String?, events: [QuarantinedEvent]?, problem: String? = nil,
        outcome: Outcome? = nil, for visitor: Visitor
    ) -> Page {
        let title = type.map { "Quarantine of \($0)" } ?? "Events of types that are not known"
        let sum = reasons.reduce(0) { $0 + $1.events }
        let trail: [(title: String, address: Address)] = EventFrame.trail() + [("Quarantine", "/quarantine")]
        return Page(
            title, for: visitor, in: .events, trail: trail,
            body: """
                \(type.map { EventFrame.tabs($0, here: .quarantine) })\(outcome.map { told($0) })
                \(HTML.figures([
                    ("refused events kept now", "\(Figures.grouped(sum))"), ("reasons", "\(Figures.grouped(reasons.count))"),
                    ("the latest came", visitor.moment.ago(reasons.map(\.last).max())), ("the oldest came", visitor.moment.ago(reasons.map(\.first).min())),
                ]))
                \(HTML.section("why", "Reasons, and what to mend", about: "Each event is kept for \(QuarantineAdvice.keptDays) days after it came, then it is gone.", why(type, reasons, visitor)))
                \(replay(type, reasons, reason, visitor))
                \(examples(type, reasons, reason, events, problem, visitor))
                """)
    }

    private static func told(_ outcome: Outcome) -> HTML {
        var parts: [HTML] = [
            "\(Figures.count(outcome.replayed, "event")) \(outcome.replayed.word("was", "were")) replayed: delivered now, or found to have been delivered before.",
        ]
        if outcome.left > 0 {
            parts.append(
                "\(Figures.count(outcome.left, "event")) \(outcome.left.word("is", "are")) still refused; the reasons are below.")
        }
        if outcome.tooOld > 0 {
            parts.append(
                "\(Figures.count(outcome.tooOld, "event")) \(outcome.tooOld.word("is", "are")) too old: nobody remembers any more whether they were delivered.")
        }
        if outcome.erased > 0 {
            parts.append(
                "\(Figures.count(outcome.erased, "event")) cannot be opened any more: the key of their day is gone.")
        }
        return HTML.notice(outcome.replayed > 0 || outcome.left == 0 ? .good : .warning, HTML(parts.map { "<p>\($0)</p>" }))
    }

    private static func why(_ type: String?, _ reasons: [QuarantineReasonSummary], _ visitor: Visitor) -> HTML {
        let table = DataTable(
            "reasons", "Reasons",
            columns: [
                .text("Reason"), .text("Field"), .wide("What is wrong"), .number("Events"), .text("First"),
                .text("Last"),
            ],
            rows: reasons.prefix(100).map { reason in
                [
                    Cell(
                        "<a href=\"\(Address("quarantine", type ?? QuarantineAdvice.unknownTypes).with("reason", reason.code).text)#events\"><code>\(reason.code)</code></a>",
                        value: reason.code),
                    .code(reason.field), .text(reason.message), .number(reason.events),
                    .ago(reason.first, visitor.moment), .ago(reason.last, visitor.moment),
                ]
            }, empty: "Nothing is in quarantine.", hidesCaption: true)
        let advice = codes(reasons).map { code -> HTML in
            let words = QuarantineAdvice.of(code)
            return "<dt><code>\(code)</code></dt><dd>\(words.meaning) <span class=\"event-mend\">\(words.mend)</span></dd>\n"
        }
        return "\(table)\(advice.isEmpty ? HTML.none : "<dl class=\"facts\">\(advice)</dl>\n")"
    }

    private static func codes(_ reasons: [QuarantineReasonSummary]) -> [String] {
        var seen: Set<String> = []
        return reasons.map(\.code).filter { seen.insert($0).inserted }
    }

    private static func replay(_ type: String?, _ reasons: [QuarantineReasonSummary], _ reason: String?, _ visitor: Visitor) -> HTML {
        guard !reasons.isEmpty else { return .none }
        let about: HTML = """
            Refused events go through intake again, as the schema is now. What is accepted is delivered into the present hour with its own time, exactly once: \
            the same event is never there twice, also when a replay is cut off and done again. What is still refused stays here.
            """
        guard visitor.may(.develop) else {
            return HTML.section(
                "replay", "Replay", about: about,
                "<p class=\"empty\">It may be done by those who develop: ask the type's owner.</p>")
        }
        guard let type else {
            return HTML.section(
                "replay", "Replay", about: about,
                "\(Form(.post, Address("quarantine", QuarantineAdvice.unknownTypes, "replay"), "Replay", fields: [Form.text("type", "Event type, as it is applied now", help: "Declare and apply it first. Events of other names stay.", isRequired: true)]))")
        }
        let all = Figures.count(reasons.reduce(0) { $0 + $1.events }, "event")
        let choices = [(value: "", title: "every reason (\(all))")]
            + codes(reasons).map { code in
                (value: code, title: "\(code) (\(Figures.count(reasons.filter { $0.code == code }.reduce(0) { $0 + $1.events }, "event")))")
            }
        let form = Form(
            .post, Address("quarantine", type, "replay"), "Replay",
            fields: [Form.choice("reason", "Events refused for", choices, chosen: reason ?? "", id: "replay-reason")])
        return HTML.section("replay", "Replay", about: about, "\(form)")
    }

    private static func examples(
        _ type: String?, _ reasons: [QuarantineReasonSummary], _ reason: String?, _ events: [QuarantinedEvent]?,
        _ problem: String?, _ visitor: Visitor
    ) -> HTML {
        guard let events else {
            return HTML.section(
                "latest", "Latest events",
                "<p class=\"empty\">\(HTML.prose(problem ?? "Refused events are shown to those who develop; ask whoever administers Basin for that."))</p>")
        }
        let choices = [(value: "", title: "every reason")] + codes(reasons).map { (value: $0, title: $0) }
        let form = Form(
            .get, Address("quarantine", type ?? QuarantineAdvice.unknownTypes), "Show",
            fields: [Form.choice("reason", "Refused for", choices, chosen: reason ?? "")], isInline: true)
        let table = DataTable(
            "events", "Latest refused events",
            columns: [
                .text("Received"), .text("Reason"), .text("Field"), .wide("What is wrong"), .wide("Event, masked"),
            ],
            rows: events.map { event in
                [
                    .ago(event.received, visitor.moment), .code(event.code), .code(event.field), .text(event.message),
                    Cell(
                        event.event.map(folded) ?? HTML.quiet("erased"),
                        value: event.event ?? ""),
                ]
            }, empty: "None.", hidesCaption: true)
        return HTML.section(
            "latest", "Latest events",
            about: "\(Figures.count(events.count, "event")), the newest first. What may say something of a person is told by its kind alone.",
            "<div class=\"event-filter\">\(form)</div>\n\(table)")
    }

    /// The beginning; all of it for who opens it.
    private static func folded(_ event: String) -> HTML {
        guard event.count > 120 else { return "<code class=\"event-row\"><bdi>\(event)</bdi></code>" }
        return """
            <details class="more"><summary><code><bdi>\(String(event.prefix(100)))…</bdi></code></summary>\
            <code class="event-row"><bdi>\(event)</bdi></code></details>
            """
    }
}
