/// How a result is written.
package enum QueryFormat: String, Sendable, CaseIterable {
    /// RFC 4180 with a header line and CRLF. Null is nothing, an empty text is `""`. Values are left as they are, also
    /// those that a spreadsheet would take for a formula.
    case csv
    /// An array of objects, one a line.
    case json
    /// One file, zstd.
    case parquet

    package var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .parquet: "application/vnd.apache.parquet"
        }
    }
}
