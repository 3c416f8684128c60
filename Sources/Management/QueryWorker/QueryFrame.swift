/// A message on a pipe between a server and its query worker: a byte that says what it is, four of length, the highest
/// first, then so many bytes.
package enum QueryFrame {
    package enum Kind: UInt8, Sendable, CaseIterable {
        // To a worker.

        /// `QueryOrder` as JSON. Only while it has none.
        case order = 1
        /// The order that it has is to end soon.
        case cancel = 2
        /// An `OpenAnswer`.
        case opened = 3

        // From a worker.

        /// Once, before anything else: the version of its program.
        case ready = 16
        /// A piece of the result.
        case bytes = 17
        /// `[QueryShape.Column]` as JSON, before any bytes of rows.
        case columns = 18
        /// An `OpenRequest`.
        case open = 19
        /// `QueryOutcome` as JSON: the last of an order.
        case done = 20
        /// `QueryFault` as JSON: the last of an order.
        case failure = 21
    }

    /// Of one piece of rows.
    package static let mostRowBytes = 40 << 20
    /// Of one piece of a file: a longer one is cut.
    static let mostFileBytes = 256 << 10

    /// What claims to be longer is no frame: whoever sends it is broken, or no worker of ours.
    static func limit(of kind: Kind) -> Int {
        switch kind {
        case .order, .opened: 64 << 20
        case .cancel: 0
        case .ready: 64
        case .bytes: mostRowBytes
        case .columns, .done, .open: 16 << 20
        case .failure: 64 << 10
        }
    }

    static let headerBytes = 5

    static func header(_ kind: Kind, count: Int) -> [UInt8] {
        [kind.rawValue] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }
}
