import BasinCore
package import BasinWire

/// All event types: what comes, and what does not come as it should.
package enum EventTypesPage {
    package static func page(_ types: [EventTypeSummary], _ listing: EventListing, for visitor: Visitor) -> Page {
        let chosen = chosen(types, listing)
        return Page(
            "Events", for: visitor, in: .events, aside: actions, refresh: 10,
            body: """
                \(HTML.part("figures", figures(types)))\(filter(listing))
                \(HTML.section("types", "Event types", about: about(chosen.count, types, visitor), types.isEmpty ? nothing : list(chosen, listing, visitor)))
                """)
    }

    private static let actions: HTML = """
        <a class="button secondary" href="/live">Watch live</a> <a class="button secondary" href="/quarantine">Quarantine</a> \
        <a class="button secondary" href="/sources">Sources</a>
        """

    private static func figures(_ types: [EventTypeSummary]) -> HTML {
        let used = types.filter { !$0.removed }
        let sum = used.reduce(LedgerTotals.none) { $0 + $1.ledger }
        let trouble = used.count { EventTypeState($0).isTrouble }
        return HTML.figures([
            ("event types", "\(Figures.grouped(used.count))"),
            ("events received, last 24 hours", "\(Figures.grouped(sum.received))"),
            ("of them refused", "\(Figures.grouped(sum.quarantined))"),
            ("waiting for delivery now", "\(Figures.grouped(sum.pending))"),
            ("types in trouble", "\(Figures.grouped(trouble))"),
        ])
    }

    private static func filter(_ listing: EventListing) -> HTML {
        let form = Form(
            .get, "/events", "Show",
            fields: [
                Form.text("q", "Name, owner or words", value: listing.text ?? "", type: "search"),
                Form.choice(
                    "state", "State",
                    [
                        ("", "in use"), ("trouble", "in trouble"), ("refuses", "with refused events"),
                        ("quiet", "quiet"), ("deprecated", "deprecated"), ("removed", "removed"),
                    ],
                    chosen: listing.state ?? ""),
                Form.choice(
                    "sort", "Order",
                    [("received", "most received"), ("refused", "most refused"), ("last", "latest event"), ("name", "name")],
                    chosen: listing.order.rawValue),
            ], isInline: true)
        return "<div class=\"event-filter\">\(form)</div>\n"
    }

    private static func about(_ count: Int, _ types: [EventTypeSummary], _ visitor: Visitor) -> HTML {
        let since = visitor.moment.exact(types.first?.since)
        return "\(Figures.count(count, "type")), those in trouble first. Counts are of events received since \(since)."
    }

    private static let nothing: HTML = HTML.empty(
        "No event type yet",
        "Declare one in a file <code>events/NAME.yaml</code> of your project, then run <code>basin apply</code>. It is here a moment later.")

    /// Trouble first, then as asked.
    private static func chosen(_ types: [EventTypeSummary], _ listing: EventListing) -> [EventTypeSummary] {
        let words = listing.text?.lowercased()
        let found = types.filter { type in
            guard fits(type, listing.state) else { return false }
            guard let words else { return true }
            return type.name.contains(words) || type.owner.contains(words) || type.description.lowercased().contains(words)
        }
        let ranked = found.map { (type: $0, rank: EventTypeState($0).rank) }
        return ranked.sorted { a, b in
            if a.rank != b.rank { return a.rank < b.rank }
            switch listing.order {
            case .received where a.type.ledger.received != b.type.ledger.received: return a.type.ledger.received > b.type.ledger.received
            case .refused where a.type.ledger.quarantined != b.type.ledger.quarantined:
                return a.type.ledger.quarantined > b.type.ledger.quarantined
            case .last where a.type.lastEvent != b.type.lastEvent: return (a.type.lastEvent ?? "") > (b.type.lastEvent ?? "")
            default: return a.type.name < b.type.name
            }
        }.map(\.type)
    }

    private static func fits(_ type: EventTypeSummary, _ state: String?) -> Bool {
        switch state {
        case "removed": type.removed
        case "trouble": EventTypeState(type).isTrouble
        case "refuses": !type.removed && type.ledger.quarantined > 0
        case "quiet": !type.removed && type.ledger.received == 0
        case "deprecated": !type.removed && type.deprecated
        default: !type.removed
        }
    }

    private static func list(_ types: [EventTypeSummary], _ listing: EventListing, _ visitor: Visitor) -> HTML {
        let first = listing.isWhole ? 0 : min((listing.page - 1) * EventListing.rows, types.count)
        let shown = listing.isWhole ? types[...] : types[first...].prefix(EventListing.rows)
        let table = DataTable(
            "event-types", "Event types, last 24 hours",
            columns: [
                .text("Event type"), .text("State"), .number("Received", unit: "events"), .number("Refused"), .number("Waiting"),
                .text("Last event"), .text("Owner"), .number("Delivered"), .number("Duplicate"), .number("Open", unit: "hours"),
            ], rows: shown.map { row($0, visitor) },
            empty: "No event type fits. <a href=\"/events\">Show all that are in use.</a>", hidesCaption: true)
        return "\(table)\(pages(first, shown.count, of: types.count, listing))"
    }

    private static func row(_ type: EventTypeSummary, _ visitor: Visitor) -> [Cell] {
        let state = EventTypeState(type)
        let ledger = type.ledger
        let refused: Cell =
            ledger.quarantined == 0
            ? .number(0)
            : Cell(
                "<a href=\"\(Address("quarantine", type.name).text)\">\(Figures.grouped(ledger.quarantined))</a>",
                value: "\(ledger.quarantined)")
        let trouble: HTML? = type.trouble.map { "<span class=\"event-trouble\">\(HTML.prose($0))</span>" }
        return [
            Cell("\(HTML.link(type.name, to: .eventType(type.name)))\(trouble)", value: type.name), Cell(state.badge, value: state.word),
            .number(ledger.received), refused, .number(ledger.pending), .ago(type.lastEvent, visitor.moment),
            .link(type.owner, to: .team(type.owner)), .number(ledger.delivered), .number(ledger.duplicate), .number(type.openHours),
        ]
    }

    private static func pages(_ first: Int, _ count: Int, of all: Int, _ listing: EventListing) -> HTML {
        guard all > count else { return .none }
        func link(_ page: Int, _ title: String) -> HTML {
            "<a href=\"\(listing.address.with("page", page == 1 ? nil : String(page)).text)\">\(title)</a> "
        }
        let before: HTML? = listing.page > 1 ? link(listing.page - 1, "Before") : nil
        let after: HTML? = first + count < all ? link(listing.page + 1, "Next") : nil
        let whole: HTML = "<a download href=\"\(listing.address.with("export", "event-types").text)\">CSV of all</a>"
        return "<p class=\"note\">\(Figures.grouped(count == 0 ? 0 : first + 1)) to \(Figures.grouped(first + count)) of \(Figures.grouped(all)). \(before)\(after)\(whole)</p>\n"
    }
}
