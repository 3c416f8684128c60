/// What a query gave.
package struct QuerySummary: Sendable, Equatable {
    package var rows: Int
    /// The names of the result's columns, in order.
    package var columns: [String]
}
