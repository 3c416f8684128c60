/// How much one query may take.
package struct QueryLimits: Sendable {
    package var threads: Int
    /// As DuckDB writes it: `2GB`.
    package var memory: String
    /// From the start until the last byte is taken, a slow taker's time included.
    package var time: Duration
    /// Rows handed out at most; nil for all.
    package var rows: Int?

    package init(threads: Int = 2, memory: String = "2GB", time: Duration = .seconds(300), rows: Int? = nil) {
        self.threads = threads
        self.memory = memory
        self.time = time
        self.rows = rows
    }
}
