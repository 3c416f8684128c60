/// What is wanted of a query.
package enum QueryOutput: Sendable, Hashable, Codable {
    /// Bytes of a file, in pieces of any size.
    /// - Parameter rows: at most, on top of the limit of the order; nil for all.
    case file(QueryFormat, rows: Int?)
    /// Rows in the form of a door, `RowForm`: each piece is whole rows.
    case rows
    /// Only its columns and parameters; nothing runs.
    /// - Parameter types: of parameters, by name, as far as they are said.
    case shape(types: [String: String])
}
