import BasinCore
package import BasinWire

/// One event type: what comes of it, how late, what is refused, how delivery stands.
package enum EventPage {
    /// - Parameters:
    ///   - hours: of the span, oldest first.
    ///   - reasons: why events are refused; nil when it cannot be told now.
    package static func page(
        _ type: EventTypeDetail, _ hours: [HourSummary], _ span: EventSpan, reasons: [QuarantineReasonSummary]?, for visitor: Visitor
    ) -> Page {
        let name = type.summary.name
        let state = EventTypeState(type.summary)
        return Page(
            name, for: visitor, in: .events, trail: EventFrame.trail(), aside: state.badge, refresh: 10,
            body: """
                \(EventFrame.tabs(name, here: .overview))\(HTML.part("notices", notices(type, visitor)))
                <p class="prose about" dir="auto">\(type.summary.description)</p>
                \(HTML.part("figures", EventFrame.figures(type.summary.ledger, "last 24 hours")))
                \(EventVolume.sections(name, hours, span, now: visitor.moment.now))
                \(EventRefusals.section(name, reasons, visitor))
                <div class="grid">\(EventDelivery.section(type, visitor))\(facts(type))</div>
                \(EventDelivery.incidents(type, visitor))
                """)
    }

    private static func notices(_ type: EventTypeDetail, _ visitor: Visitor) -> HTML {
        var notices: [HTML] = []
        if type.summary.removed {
            notices.append(
                HTML.notice(
                    .off,
                    "<p>Its definition was removed: nothing of it is accepted any more. What is stored stays until its retention ends.</p>"))
        }
        if let problem = type.problem {
            notices.append(HTML.notice(.bad, "<p>What waits cannot be delivered: \(HTML.prose(problem))</p>"))
        }
        for incident in type.incidents where incident.closedAt == nil {
            notices.append(
                HTML.notice(
                    .bad,
                    "<p>\(incident.kind == "hour" ? "\(incident.hour ?? "An hour") cannot be sealed" : "Delivery stands still") since \(visitor.moment.ago(incident.openedAt)): \(HTML.prose(incident.message))</p>"))
        }
        if let old = type.deprecation {
            let successor: HTML? = old.successor.map { " Instead: \(HTML.link($0, to: .eventType($0)))." }
            let until: HTML? = old.until.map { " It is there until \($0)." }
            notices.append(HTML.notice(.warning, "<p>Deprecated: \(HTML.prose(old.note))\(successor)\(until)</p>"))
        }
        return HTML(notices.prefix(5))
    }

    private static func facts(_ type: EventTypeDetail) -> HTML {
        let name = type.summary.name
        let contact: HTML? = type.contact.map { ", \(HTML.prose($0))" }
        let filled = Set(type.fields.compactMap(\.filledBy)).sorted()
        let enrichment: HTML =
            filled.isEmpty ? HTML.quiet("none") : HTML(filled.map { HTML.code($0) }, between: ", ")
        let limits = [type.limit, type.quota.map { Figures.grouped($0) + " a UTC day" }].compactMap(\.self)
        return HTML.section(
            "about", "About",
            HTML.facts([
                ("Owner", "\(HTML.link(type.summary.owner, to: .team(type.summary.owner)))\(contact)"),
                ("Tier", "\(type.summary.tier)"),
                ("Schema", "<a href=\"\(EventFrame.address(.schema, name).text)\">version \(type.schemaVersion)</a>, \(Figures.count(type.fields.count, "field")), promises \(type.compatibility)"),
                ("Unknown fields", type.unknownFields == "quarantine" ? "refuse the event" : "are left out, and counted"),
                ("Enrichment", enrichment),
                ("Kept", type.retentionDays.map { "\(Figures.count($0, "day"))" } ?? "for ever"),
                ("Limits", limits.isEmpty ? HTML.quiet("none of its own") : "\(limits.joined(separator: ", ")) at most"),
                ("In all", "\(Figures.count(type.totals.received, "event")) received since \(type.firstHour): \(Figures.grouped(type.totals.delivered)) delivered, \(Figures.grouped(type.totals.duplicate)) duplicate, \(Figures.grouped(type.totals.quarantined)) refused, \(Figures.grouped(type.totals.pending)) waiting"),
            ]))
    }
}
