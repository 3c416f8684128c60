/// A Parquet file in the staging folder, on disk for good.
package struct StagedFile: Sendable, Hashable, Codable {
    /// Absolute.
    package var path: String
    package var rows: Int64
    package var bytes: Int64

    package init(path: String, rows: Int64, bytes: Int64) {
        self.path = path
        self.rows = rows
        self.bytes = bytes
    }
}
