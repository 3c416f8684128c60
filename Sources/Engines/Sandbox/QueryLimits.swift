/// How much one query may take.
package struct QueryLimits: Sendable, Hashable, Codable {
    package var threads: Int
    /// Of DuckDB's own; what it takes beside that is for whoever runs it to watch.
    package var memoryBytes: Int64
    /// From the start until the last byte is taken, a slow taker's time included.
    package var time: Duration
    /// Rows handed out at most; nil for all.
    package var rows: Int?
    /// Whether DuckDB measures its operators, where their threads cannot be told from others of the process.
    package var measuresOperators = true

    package init(threads: Int = 2, memoryBytes: Int64 = 2_000_000_000, time: Duration = .seconds(300), rows: Int? = nil) {
        self.threads = threads
        self.memoryBytes = memoryBytes
        self.time = time
        self.rows = rows
    }
}
