/// What a query takes and gives. Types are as DuckDB writes them.
package struct QueryShape: Sendable {
    package var columns: [(name: String, type: String)]
    /// In order; nil where any type may stand.
    package var parameters: [(name: String, type: String?)]
}
