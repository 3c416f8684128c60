package import BasinEngines

/// Where people's SQL runs: in this process, or in one of its own. Both run `OrderedQuery`, so that nothing differs but who
/// is hurt by it.
package protocol QueryExecutor: Sendable {
    /// Blocks until the last byte is taken.
    ///
    /// - Parameters:
    ///   - openers: what the order's tables name, by number. They are asked in this process.
    ///   - taker: is called from the calling thread.
    /// - Throws: `.query` for what the person can mend, also for too much time or memory; `.system` otherwise; what the
    ///   taker throws. Bytes that were already taken then belong to no result.
    func run(
        _ order: QueryOrder, openers: [UInt32: ValueOpener.Open], cancellation: QueryCancellation, _ taker: QueryTaker
    ) throws -> QueryOutcome
}
