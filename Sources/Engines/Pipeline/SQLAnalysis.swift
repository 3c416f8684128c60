import BasinCore

/// What a pipeline's SQL reads and makes.
package struct SQLAnalysis: Sendable, Hashable {
    /// The datasets that it reads, its own included where it does.
    package var datasets: Set<String>
    /// In order. Any value may be null.
    package var columns: [OutputColumn]
    /// Which of `partition_start` and `partition_end` must be bound.
    package var parameters: Set<String>
    /// What a worker runs: the SQL inside a SELECT that casts every column to the type it is stored as. A sum that does
    /// not fit BIGINT fails there, and the message says so.
    package var storedSelect: String

    package init(datasets: Set<String>, columns: [OutputColumn], parameters: Set<String>, storedSelect: String) {
        self.datasets = datasets
        self.columns = columns
        self.parameters = parameters
        self.storedSelect = storedSelect
    }
}
