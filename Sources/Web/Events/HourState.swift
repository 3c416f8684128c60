import BasinCore
import BasinWire

/// How an hour of an event type stands.
struct HourState: Sendable {
    var standing: Standing
    var word: String
    /// Says all.
    var label: String

    init(_ hour: HourSummary, now: Timestamp) {
        let isOver = Hour(hour.hour).map { $0.end <= now } ?? true
        (standing, word) =
            switch hour.state {
            case "sealed": hour.ledger.quarantined > hour.replayed ? (.warning, "sealed") : (.good, "sealed")
            case "expired": (.off, "expired")
            default: !isOver ? (.waiting, "open") : hour.reason != nil ? (.bad, "cannot be sealed") : (.busy, "being sealed")
            }
        let ledger = hour.ledger
        label = "\(hour.hour): \(word), \(Figures.count(ledger.received, "event")) received"
        if ledger.quarantined > 0 { label += ", \(Figures.grouped(ledger.quarantined)) refused" }
        if ledger.pending > 0 { label += ", \(Figures.grouped(ledger.pending)) waiting" }
    }
}
