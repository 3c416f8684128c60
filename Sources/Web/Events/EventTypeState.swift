import BasinWire

/// How an event type stands, in a word: the worst that is true of it.
struct EventTypeState: Sendable, Equatable {
    var standing: Standing
    var word: String

    init(_ type: EventTypeSummary) {
        let ledger = type.ledger
        (standing, word) =
            if type.removed { (.off, "removed") }
            else if type.incidents > 0 { (.bad, "incident") }
            else if ledger.quarantined > 0, ledger.refusedShare >= 0.01 { (.warning, "refuses") }
            else if type.deprecated { (.warning, "deprecated") }
            else if ledger.received == 0 { (.waiting, "quiet") }
            else { (.good, "receiving") }
    }

    /// Somebody should look at it.
    var isTrouble: Bool { standing == .bad || word == "refuses" }

    /// Trouble comes first, what is no more last.
    var rank: Int {
        switch word {
        case "incident": 0
        case "refuses": 1
        case "removed": 3
        default: 2
        }
    }

    var badge: HTML { standing.badge(word) }
}
