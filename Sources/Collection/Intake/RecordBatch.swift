/// What became of a chunk of records.
package struct RecordBatch: Sendable {
    /// Event times, µs since 1970, one for each accepted record in order.
    package var times: [Int64] = []
    /// Where each accepted record's row starts in `bytes`, and where the last one ends.
    package var offsets: [Int] = [0]
    /// Rows in `RowFormat`.
    package var bytes: [UInt8] = []
    /// The refused records as rows of `RowFormat.quarantineFields`; nil when there are none.
    package var quarantine: IntakeBatch.Section?
    /// `index` is the record's number, counted on from the `firstRecord` that was given.
    package var refusals: [IntakeBatch.Refusal] = []
    /// Records in the chunk, refused ones included.
    package var recordCount = 0
    /// Keys of accepted records that nobody wants.
    package var droppedFieldCount = 0

    package init() {}

    package var acceptedCount: Int { times.count }
}
