/// received = delivered + duplicate + quarantined; what is still in the log is counted as pending elsewhere.
package struct LedgerCounts: Sendable, Equatable {
    package var received = 0
    package var delivered = 0
    package var duplicate = 0
    package var quarantined = 0

    package init(received: Int = 0, delivered: Int = 0, duplicate: Int = 0, quarantined: Int = 0) {
        self.received = received
        self.delivered = delivered
        self.duplicate = duplicate
        self.quarantined = quarantined
    }

    package var isBalanced: Bool { received == delivered + duplicate + quarantined }

    package static func + (a: LedgerCounts, b: LedgerCounts) -> LedgerCounts {
        LedgerCounts(
            received: a.received + b.received, delivered: a.delivered + b.delivered,
            duplicate: a.duplicate + b.duplicate, quarantined: a.quarantined + b.quarantined)
    }
}
