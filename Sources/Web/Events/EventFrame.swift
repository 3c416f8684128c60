import BasinWire

/// What all pages about one event type have in common.
enum EventFrame {
    enum Tab: CaseIterable { case overview, live, hours, schema, sdk, quarantine, dataset }

    static func tabs(_ name: String, here: Tab) -> HTML {
        HTML.tabs(
            "Event type",
            Tab.allCases.map { tab in (title(tab), address(tab, name), tab == here) })
    }

    private static func title(_ tab: Tab) -> String {
        switch tab {
        case .overview: "Overview"
        case .live: "Live"
        case .hours: "Hours"
        case .schema: "Schema"
        case .sdk: "Send"
        case .quarantine: "Quarantine"
        case .dataset: "Dataset"
        }
    }

    static func address(_ tab: Tab, _ name: String) -> Address {
        switch tab {
        case .overview: .eventType(name)
        case .live: Address("events", name, "live")
        case .hours: Address("events", name, "hours")
        case .schema: Address("events", name, "schema")
        case .sdk: Address("events", name, "sdk")
        case .quarantine: Address("quarantine", name)
        case .dataset: .dataset(name)
        }
    }

    static func trail(_ name: String? = nil) -> [(title: String, address: Address)] {
        let events: [(title: String, address: Address)] = [("Events", "/events")]
        return events + (name.map { [($0, .eventType($0))] } ?? [])
    }

    /// A ledger as figures, of a time that the words say.
    static func figures(_ ledger: LedgerTotals, _ time: String) -> HTML {
        HTML.figures([
            ("events received, \(time)", "\(Figures.grouped(ledger.received))"),
            ("delivered", "\(Figures.grouped(ledger.delivered))"),
            ("duplicate, left out", "\(Figures.grouped(ledger.duplicate))"),
            ("refused, in quarantine", "\(Figures.grouped(ledger.quarantined))"),
            ("waiting for delivery now", "\(Figures.grouped(ledger.pending))"),
        ])
    }
}
