/// What a query gave.
package struct QuerySummary: Sendable, Hashable, Codable {
    package var rows: Int
    /// The names of the result's columns, in order.
    package var columns: [String]
    /// How long DuckDB's operators took on all its threads together; nil where it had one thread.
    package var operatorMicros: Int64?
}
