/// What executes an order's work: reads the inputs and leaves Parquet files in the staging folder. Checks, checksum and
/// publication come after it and are the same for every engine, so an engine on other machines needs no more than the
/// order says: names with file lists, columns with ids, bounds, and where to write.
package protocol Engine: Sendable {
    /// Blocks until the files are complete and forced to disk. Stops soon after `cancellation` says so.
    /// - Throws: `WorkFailure`, or `LoggedFailure` where a program wrote something.
    func run(_ order: WorkOrder, cancellation: RunCancellation) throws -> Staged
}
