import BasinWire

/// Events that come in: how many, of which types, and how many are refused.
enum HomeEvents {
    static func section(_ home: HomeSummary) -> HTML {
        HTML.section(
            "events", "Events in now", actions: "<a href=\"/events\">All event types</a>",
            "\(figures(home))\(chart(home))\(busiest(home))")
    }

    private static func figures(_ home: HomeSummary) -> HTML {
        guard let hour = home.hours.last else { return .none }
        let since = String(hour.hour.suffix(2)) + ":00"
        let share = hour.received == 0 ? 0 : Double(hour.quarantined) / Double(hour.received)
        return HTML.figures([
            ("events since \(since) UTC, until \(HomePage.hour(home.at))", "\(Figures.grouped(hour.received))"),
            ("of these refused (\(Figures.percent(share)))", "<a href=\"/quarantine\">\(Figures.grouped(hour.quarantined))</a>"),
            ("event types received some since then", "\(Figures.grouped(home.busyTypes))"),
            ("events in the whole hour before", "\(Figures.grouped(home.hours.dropLast().last?.received ?? 0))"),
        ])
    }

    private static func chart(_ home: HomeSummary) -> HTML {
        guard home.hours.contains(where: { $0.received > 0 }) else {
            return HTML.note("No event came in the last 48 hours.")
        }
        let accepted = home.hours.map { hour -> Double? in Double(max(0, hour.received - hour.quarantined)) }
        let refused = home.hours.map { hour -> Double? in Double(hour.quarantined) }
        let chart = Chart(
            "events-by-hour", "Received in each of the last 48 hours, the last one until now", unit: "events", labelTitle: "hour (UTC)",
            labels: home.hours.map { label($0.hour) },
            series: [Chart.Series("accepted", accepted), Chart.Series("quarantined", refused, standing: .bad)])
        return chart.html
    }

    /// `11-27 04:00`.
    private static func label(_ hour: String) -> String { hour.dropFirst(5).replacing("T", with: " ") + ":00" }

    private static func busiest(_ home: HomeSummary) -> HTML {
        guard !home.busiest.isEmpty else { return .none }
        let table = DataTable(
            "busiest", "Event types that received most in this hour",
            columns: [.text("Event type"), .number("Received", unit: "events"), .number("Quarantined", unit: "events"), .number("Refused")],
            rows: home.busiest.map { type in
                [
                    .link(type.type, to: .eventType(type.type)), .number(type.received), .number(type.quarantined),
                    .percent(type.received == 0 ? nil : Double(type.quarantined) / Double(type.received)),
                ]
            }, empty: .none)
        return table.html
    }
}
