import BasinCore
package import BasinWire

/// Types that have refused events.
package enum QuarantinePage {
    package static func page(_ totals: [QuarantineTotalsSummary], for visitor: Visitor) -> Page {
        let sum = totals.reduce(0) { $0 + $1.events }
        return Page(
            "Quarantine", for: visitor, in: .events, trail: EventFrame.trail(), refresh: 10,
            body: """
                <p class="about">Events that were received and are not what their type's schema says. Each is kept for \(QuarantineAdvice.keptDays) days with its reason, sealed; \
                mend the type or the client, and replay: what is accepted then is delivered exactly once.</p>
                \(HTML.part("figures", HTML.figures([("refused events kept now", "\(Figures.grouped(sum))"), ("types have them", "\(Figures.grouped(totals.count))")])))
                \(HTML.section("types", "By event type", "\(table(totals, visitor))"))
                """)
    }

    private static func table(_ totals: [QuarantineTotalsSummary], _ visitor: Visitor) -> DataTable {
        let rows = totals.prefix(500).map { total -> [Cell] in
            let name = total.type ?? QuarantineAdvice.unknownTypes
            let link: Cell =
                total.type == nil
                ? Cell(
                    "<a href=\"\(Address("quarantine", name).text)\">types that are not known</a>", value: "") : .link(
                        name, to: Address("quarantine", name))
            return [link, .number(total.events), .word(total.first), .word(total.last), gone(total, visitor)]
        }
        return DataTable(
            "quarantine", "Refused events by type",
            columns: [
                .text("Event type"), .number("Refused", unit: "events"), .text("First hour (UTC)"),
                .text("Last hour (UTC)"), .text("The oldest go"),
            ],
            rows: Array(rows), empty: "Nothing is in quarantine: every event was what its type's schema says.", hidesCaption: true,
            note: totals.count > 500 ? "\(Figures.count(totals.count - 500, "more type"))." : nil)
    }

    /// When the oldest are removed.
    private static func gone(_ total: QuarantineTotalsSummary, _ visitor: Visitor) -> Cell {
        guard let hour = Hour(total.first) else { return .none }
        let days = hour.index / 24 + QuarantineAdvice.keptDays + 1
        return .ago(Hour(index: days * 24).start.description, visitor.moment)
    }
}
