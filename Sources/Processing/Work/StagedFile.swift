/// A Parquet file in the staging folder, on disk for good.
package struct StagedFile: Sendable, Hashable, Codable {
    /// Absolute.
    package var path: String
    package var rows: Int64
    package var bytes: Int64
    /// When it was last written, as the file system tells, in nanoseconds; nil: not known.
    package var modified: Int64?

    package init(path: String, rows: Int64, bytes: Int64, modified: Int64? = nil) {
        self.path = path
        self.rows = rows
        self.bytes = bytes
        self.modified = modified
    }
}
