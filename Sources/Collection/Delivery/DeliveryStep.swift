package import BasinCore
package import BasinMetastore

/// One thing that delivery did or could not do, told once it is over, for whoever follows its work.
package struct DeliveryStep: Sendable {
    package enum Kind: Sendable {
        /// A piece of a type went into its dataset.
        case delivery
        /// An hour of it was closed.
        case seal
    }

    package var kind: Kind
    /// The type's name; nil when it is not known any more.
    package var type: String?
    /// The hours of receipt that it is about.
    package var hours: [Hour]
    /// What it accounted for; of a seal, what the hour held.
    package var counts = LedgerCounts()
    /// Files that it added, and their bytes.
    package var files = 0
    package var bytes = 0
    package var took: Duration
    /// Why nothing came of it.
    package var failure: BasinError.Code?
}

extension Delivery {
    /// What a type is called; nil when there is none.
    package func name(of typeID: UInt32) -> String? { type(typeID)?.name }

    /// - Parameter error: why nothing was published; nil when it was.
    func tell(
        _ kind: DeliveryStep.Kind, typeID: UInt32, hours: some Sequence<Hour>, counts: LedgerCounts = LedgerCounts(),
        added: [FileRecord] = [], since start: ContinuousClock.Instant, _ error: (any Error)? = nil
    ) {
        var step = DeliveryStep(kind: kind, type: type(typeID)?.name, hours: hours.sorted(), took: .now - start)
        step.counts = counts
        step.files = added.count
        step.bytes = added.reduce(0) { $0 + $1.bytes }
        step.failure = error.map { ($0 as? BasinError)?.code ?? .system }
        onStep(step)
    }
}
