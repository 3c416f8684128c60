import BasinWire

/// How far an event type is delivered and sealed, and what kept it from that.
enum EventDelivery {
    static func section(_ type: EventTypeDetail, _ visitor: Visitor) -> HTML {
        let hours = EventFrame.address(.hours, type.summary.name).text
        let sealed: HTML = type.sealedBefore.map { "every hour before <a href=\"\(hours)\">\($0)</a>" } ?? HTML.quiet("nothing yet")
        return HTML.section(
            "delivery", "Delivery",
            HTML.facts([
                ("Last event", lastEvent(type.summary, visitor)),
                ("Waiting", "\(Figures.count(type.summary.ledger.pending, "event"))"),
                ("Sealed", sealed),
                ("Open", "<a href=\"\(hours)\">\(Figures.count(type.summary.openHours, "hour"))</a>"),
            ]))
    }

    private static func lastEvent(_ type: EventTypeSummary, _ visitor: Visitor) -> HTML {
        if type.lastEvent == nil, type.ledger.pending > 0 { return "not delivered yet" }
        return visitor.moment.ago(type.lastEvent)
    }

    static func incidents(_ type: EventTypeDetail, _ visitor: Visitor) -> HTML {
        let table = DataTable(
            "incident-list", "Incidents",
            columns: [.text("State"), .text("What"), .text("Hour"), .wide("Why"), .text("Since"), .text("Lasted")],
            rows: type.incidents.map { incident in
                let began = visitor.moment.age(incident.openedAt) ?? 0
                let ended = visitor.moment.age(incident.closedAt) ?? 0
                return [
                    incident.closedAt == nil
                        ? Cell(Standing.bad.badge("lasts"), value: "lasts")
                        : Cell(Standing.good.badge("over"), value: "over"),
                    .word(incident.kind == "hour" ? "hour not sealed" : "not delivered"), .word(incident.hour), .text(incident.message),
                    .ago(incident.openedAt, visitor.moment), .seconds(began - (incident.closedAt == nil ? 0 : ended)),
                ]
            }, empty: "No incident yet: everything was delivered and every hour that is over is sealed.", hidesCaption: true)
        return HTML.section("incidents", "Incidents", "\(table)")
    }
}
