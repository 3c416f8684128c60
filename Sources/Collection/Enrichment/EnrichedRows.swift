/// Rows with what Basin filled in, in one stable piece of memory for as long as this is there. Identities still lie in
/// the rows that they were made of.
final class EnrichedRows {
    private var memory: RowWriter
    private(set) var rows: [EncodedRow]

    /// - Parameter places: for each row where its fields start and end in `memory`; empty for one that stays as it was.
    init(_ rows: [EncodedRow], memory: RowWriter, places: [Range<Int>]) {
        self.memory = memory
        self.rows = rows
        let base = UnsafeRawPointer(memory.base)
        for (index, place) in places.enumerated() where !place.isEmpty {
            self.rows[index].fields = base + place.lowerBound
            self.rows[index].end = base + place.upperBound
        }
    }

    deinit { memory.deallocate() }
}
