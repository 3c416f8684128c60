/// How a result is written.
package enum QueryFormat: String, Sendable, CaseIterable, Codable {
    /// RFC 4180 with a header line and CRLF. Null is nothing, an empty text is `""`. Values are left as they are, also
    /// those that a spreadsheet would take for a formula.
    case csv
    /// The same for people's spreadsheets: what one of them would take for a formula begins with `'`, which says that it is
    /// text. Not for programs: they would read the mark.
    case safeCSV = "safe-csv"
    /// An array of objects, one a line.
    case json
    /// One file, zstd.
    case parquet
    /// Arrow's IPC stream, uncompressed. Whole numbers of 128 bits are decimals without a fraction; UUIDs, JSON, enums and
    /// what else Arrow does not have are text.
    case arrow

    package var contentType: String {
        switch self {
        case .csv, .safeCSV: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .parquet: "application/vnd.apache.parquet"
        case .arrow: "application/vnd.apache.arrow.stream"
        }
    }
}
