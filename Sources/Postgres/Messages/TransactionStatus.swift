/// What `ReadyForQuery` says of the transaction that the client believes in. Nothing is ever changed in one.
package enum TransactionStatus: UInt8, Sendable {
    /// In none.
    case idle = 0x49  // I
    case open = 0x54  // T
    /// In one in which something failed: nothing is done until it ends.
    case failed = 0x45  // E
}
