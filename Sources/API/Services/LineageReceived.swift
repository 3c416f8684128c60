package import BasinWire

/// What became of events of OpenLineage that somebody sent.
package struct LineageReceived: Sendable {
    package var receipt: LineageReceipt
    /// It was one event of a run.
    package var isRun: Bool

    package init(receipt: LineageReceipt, isRun: Bool = false) {
        self.receipt = receipt
        self.isRun = isRun
    }
}
