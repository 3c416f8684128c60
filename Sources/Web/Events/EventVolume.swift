import BasinCore
import BasinWire

/// How much comes of an event type, and how late.
enum EventVolume {
    static func sections(_ name: String, _ hours: [HourSummary], _ span: EventSpan, now: Timestamp) -> HTML {
        """
        \(HTML.section("volume", "Volume", actions: switcher(name, span), "\(volume(hours, span, now))"))
        \(HTML.section("lateness", "How late events come", about: "From the time that an event says of itself until it was received, \(span.words).", lateness(hours)))
        """
    }

    private static func switcher(_ name: String, _ span: EventSpan) -> HTML {
        let links = EventSpan.allCases.map { other -> HTML in
            let here: HTML = other == span ? " aria-current=\"true\"" : ""
            return "<li><a href=\"\(Address.eventType(name).with("span", other == .twoDays ? nil : other.rawValue).text)#volume\"\(here)>\(other.words)</a></li>"
        }
        return "<nav class=\"event-span\" aria-label=\"Time\"><ul>\(links)</ul></nav>"
    }

    /// By hour, or by day.
    private static func volume(_ hours: [HourSummary], _ span: EventSpan, _ now: Timestamp) -> Chart {
        let known = Dictionary(hours.map { ($0.hour, $0.ledger) }) { first, _ in first }
        let first = span.first(at: now)
        let step = span == .twoDays ? 1 : 24
        var labels: [String] = [], sums: [LedgerTotals?] = []
        for start in stride(from: first.index, through: Hour(now).index, by: step) {
            let ledgers = (start..<start + step).compactMap { known[Hour(index: $0).description] }
            let text = Hour(index: start).description.split(separator: "T")
            labels.append(step == 1 ? "\(text[0].dropFirst(5)) \(text[1]):00" : String(text[0].dropFirst(5)))
            sums.append(ledgers.isEmpty ? nil : ledgers.reduce(.none, +))
        }
        func values(_ part: (LedgerTotals) -> Int) -> [Double?] { sums.map { $0.map { Double(part($0)) } } }
        return Chart(
            "events", step == 1 ? "Events received by hour" : "Events received by day", unit: "events",
            labelTitle: step == 1 ? "hour (UTC)" : "day (UTC)", labels: labels,
            series: [
                Chart.Series("delivered", values(\.delivered), standing: .good),
                Chart.Series("duplicate", values(\.duplicate), standing: .off),
                Chart.Series("waiting", values(\.pending), standing: .busy), Chart.Series("refused", values(\.quarantined), standing: .bad),
            ])
    }

    private static let ranges = [
        "ahead", "< 1 min", "< 10 min", "< 1 h", "< 6 h", "< 1 day", "< 7 days", "7 days +",
    ]

    private static func lateness(_ hours: [HourSummary]) -> HTML {
        let known = hours.compactMap(\.lateness)
        var counts = [Int](repeating: 0, count: ranges.count)
        var late = 0
        for hour in known {
            late += hour.late
            for (index, count) in hour.counts.enumerated() { counts[index] += count }
        }
        let sum = counts.reduce(0, +)
        guard sum > 0 else { return "<p class=\"empty\">No event was delivered in this time.</p>\n" }
        let chart = Chart(
            "how-late", "Events by how late they came", unit: "events", labelTitle: "from event to receipt", labels: ranges,
            series: [Chart.Series("events", counts.map { Double($0) })])
        let share = Figures.percent(Double(late) / Double(sum))
        return "\(chart)\(HTML.note("\(Figures.count(late, "event")) of \(Figures.grouped(sum)) (\(share)) came after the hour in which they happened. They count in the hour in which they came, and keep their own time. Ahead: by more than a minute of the server's clock."))"
    }
}
