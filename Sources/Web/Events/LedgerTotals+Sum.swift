import BasinWire

extension LedgerTotals {
    static let none = LedgerTotals(received: 0, delivered: 0, duplicate: 0, quarantined: 0, pending: 0)

    static func + (a: LedgerTotals, b: LedgerTotals) -> LedgerTotals {
        LedgerTotals(
            received: a.received + b.received, delivered: a.delivered + b.delivered, duplicate: a.duplicate + b.duplicate,
            quarantined: a.quarantined + b.quarantined, pending: a.pending + b.pending)
    }

    /// Of what was received, the share that was refused: 0 to 1.
    var refusedShare: Double { received == 0 ? 0 : Double(quarantined) / Double(received) }
}
