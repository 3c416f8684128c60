import BasinWire

/// Why events of a type are refused.
enum EventRefusals {
    static func section(_ name: String, _ reasons: [QuarantineReasonSummary]?, _ visitor: Visitor) -> HTML {
        HTML.section(
            "refusals", "Refused, by reason",
            about: "Of the events that quarantine keeps: those of the last \(QuarantineAdvice.keptDays) days.",
            actions: "<a href=\"\(Address("quarantine", name).text)\">Look at them and replay</a>", body(name, reasons, visitor))
    }

    private static func body(_ name: String, _ reasons: [QuarantineReasonSummary]?, _ visitor: Visitor) -> HTML {
        guard let reasons else { return "<p class=\"empty\">It cannot be told just now. Load the page again in a moment.</p>\n" }
        let table = DataTable(
            "reasons", "Reasons for refusals",
            columns: [
                .text("Reason"), .text("Field"), .wide("What is wrong"), .number("Events"), .text("First"),
                .text("Last"),
            ],
            rows: reasons.prefix(10).map { reason in
                [
                    Cell(
                        "<a href=\"\(Address("quarantine", name).with("reason", reason.code).text)\"><code>\(reason.code)</code></a>",
                        value: reason.code),
                    .code(reason.field), .text(reason.message), .number(reason.events),
                    .ago(reason.first, visitor.moment), .ago(reason.last, visitor.moment),
                ]
            }, empty: "Nothing is in quarantine: every event of this type was what its schema says.", hidesCaption: true,
            note: reasons.count > 10 ? "\(Figures.grouped(reasons.count - 10)) more in quarantine." : nil)
        return "\(table)"
    }
}
