import BasinWire

/// What became of everything that was received for an event type.
enum DatasetLedger {
    static func section(_ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        guard detail.summary.kind == "event" else { return .none }
        let hours = Address("events", detail.summary.name, "hours")
        return HTML.section(
            "ledger", "Ledger", about: "Received = delivered + duplicate + quarantined + pending. Events since the first hour, until now.",
            actions: "<a href=\"\(hours.text)\">All hours</a>",
            "\(sum(detail))\(recent(detail, visitor))\(bridged(detail))")
    }

    private static func sum(_ detail: DatasetDetail) -> HTML {
        let ledger = detail.ledger
        let refused: HTML =
            ledger.quarantined > 0
            ? "<a href=\"\(Address("quarantine", detail.summary.name).text)\">\(Figures.grouped(ledger.quarantined))</a>"
            : "\(Figures.grouped(ledger.quarantined))"
        return HTML.figures([
            ("received", "\(Figures.grouped(ledger.received))"), ("delivered", "\(Figures.grouped(ledger.delivered))"),
            ("duplicate", "\(Figures.grouped(ledger.duplicate))"), ("quarantined", refused),
            ("pending", "\(Figures.grouped(ledger.pending))"),
        ])
    }

    private static func recent(_ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        let rows = detail.recentHours.map { hour -> [Cell] in
            let ledger = hour.ledger
            return [
                .code(hour.hour), .state(hour.state), .number(hour.revision), .number(ledger.received), .number(ledger.delivered),
                .number(ledger.duplicate), .number(ledger.quarantined), .text(hour.reason),
            ]
        }
        return DataTable(
            "hours", "The last hours with events",
            columns: [
                .text("Hour (UTC)"), .text("State"), .number("Revision"), .number("Received", unit: "events"),
                .number("Delivered", unit: "events"), .number("Duplicate", unit: "events"),
                .number("Quarantined", unit: "events"), .wide("Why"),
            ], rows: rows,
            empty: "No hour yet. Send an event: \(HTML.link("snippets for each SDK", to: Address("events", detail.summary.name, "sdk")))."
        ).html
    }

    private static func bridged(_ detail: DatasetDetail) -> HTML {
        guard !detail.bridged.isEmpty else { return .none }
        let rows = detail.bridged.map { range -> [Cell] in
            [.code(range.from), .code(range.through), .number(range.rows), .text(range.without.joined(separator: ", "))]
        }
        return DataTable(
            "bridged", "Hours that hold imported rows",
            columns: [
                .text("From (UTC)"), .text("Through"), .number("Imported", unit: "rows"),
                .wide("Fields that the import could not fill"),
            ],
            rows: rows, empty: "None."
        ).html
    }
}
