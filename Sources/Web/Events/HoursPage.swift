import BasinCore
package import BasinWire

/// The hours of an event type with their ledgers: which are sealed, which are open, which had trouble.
package enum HoursPage {
    package static let spans = [7, 14, 31]

    /// - Parameters:
    ///   - hours: of the last `days` days, oldest first.
    ///   - day: whose hours stand in the table, `2018-11-03`; nil for the last 48.
    ///   - isWhole: all hours stand in the table, to be exported.
    package static func page(
        _ name: String, _ hours: [HourSummary], days: Int, day: String?, isWhole: Bool = false, for visitor: Visitor
    ) -> Page {
        let now = visitor.moment.now
        let shown = isWhole ? hours : hours.filter { hour in
            if let day { return hour.hour.hasPrefix(day + "T") }
            return (Hour(hour.hour)?.index ?? 0) > Hour(now).index - 48
        }
        let title = day.map { "Hours of \($0)" } ?? "The last 48 hours"
        return Page(
            "Hours of \(name)", for: visitor, in: .events, trail: EventFrame.trail(name), refresh: 10,
            body: """
                \(EventFrame.tabs(name, here: .hours))
                \(HTML.section("calendar", "Calendar", about: about, actions: switcher(name, days, day), "\(calendar(name, hours, days: days, now: now))"))
                \(HTML.section("ledgers", title, about: "Received = delivered + duplicate + refused + waiting. Hours in which nothing came are left out.", "\(table(shown, now, visitor))"))
                """)
    }

    private static let about: HTML =
        "Hours of receipt, UTC. An hour is sealed when it is over, all of it is delivered, and its files hold what its ledger says. Choose one to see its ledger."

    private static func switcher(_ name: String, _ days: Int, _ day: String?) -> HTML {
        let links = spans.map { other -> HTML in
            let here: HTML = other == days ? " aria-current=\"true\"" : ""
            let address = EventFrame.address(.hours, name).with("days", other == 14 ? nil : String(other)).with("day", day)
            return "<li><a href=\"\(address.text)\"\(here)>\(other) days</a></li>"
        }
        return "<nav class=\"event-span\" aria-label=\"Time\"><ul>\(links)</ul></nav>"
    }

    private static func calendar(_ name: String, _ hours: [HourSummary], days: Int, now: Timestamp) -> HeatMap {
        let known = Dictionary(hours.map { ($0.hour, $0) }) { first, _ in first }
        let today = Hour(now).index / 24
        let numbers = (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }
        let rows = (0..<days).map { back -> (label: String, squares: [HeatMap.Square?]) in
            let day = CivilDate(daysSinceEpoch: today - back).description
            let address = EventFrame.address(.hours, name).with("days", days == 14 ? nil : String(days)).with("day", day)
            let squares = numbers.map { number -> HeatMap.Square? in
                guard let hour = known["\(day)T\(number)"] else { return nil }
                let state = HourState(hour, now: now)
                return HeatMap.Square(state.standing, state.label, to: address)
            }
            return (day, squares)
        }
        return HeatMap(
            "hours", "Hours of \(days) days, the latest day first", columns: numbers, rows: rows,
            key: [
                (.good, "sealed"), (.warning, "sealed, with refused events"), (.busy, "being sealed"), (.waiting, "open: going on"),
                (.bad, "cannot be sealed"), (.off, "expired"),
            ])
    }

    private static func table(_ hours: [HourSummary], _ now: Timestamp, _ visitor: Visitor) -> DataTable {
        let rows = hours.reversed().filter { $0.ledger.received > 0 || $0.imported > 0 || $0.state != "sealed" }.map { hour -> [Cell] in
            let state = HourState(hour, now: now)
            var notes = [hour.reason].compactMap(\.self)
            if hour.replayed > 0 { notes.append("\(Figures.grouped(hour.replayed)) of the refused were replayed later") }
            if hour.imported > 0 { notes.append("\(Figures.grouped(hour.imported)) came with imports") }
            let note: HTML? = notes.isEmpty ? nil : "<span class=\"event-note\">\(HTML.prose(notes.joined(separator: "; ")))</span>"
            return [
                .word(hour.hour), Cell("\(state.standing.badge(state.word))\(note)", value: ([state.word] + notes).joined(separator: ": ")),
                .number(hour.ledger.received), .number(hour.ledger.delivered), .number(hour.ledger.duplicate),
                .number(hour.ledger.quarantined),
                .number(hour.ledger.pending), .number(hour.lateness?.late), .number(hour.revision), .ago(hour.sealedAt, visitor.moment),
            ]
        }
        return DataTable(
            "ledger", "Ledgers of hours",
            columns: [
                .text("Hour (UTC)"), .text("State"), .number("Received", unit: "events"), .number("Delivered"), .number("Duplicate"),
                .number("Refused"), .number("Waiting"), .number("Late"), .number("Revision"), .text("Sealed"),
            ], rows: rows, empty: "Nothing was received in this time.", hidesCaption: true)
    }
}
