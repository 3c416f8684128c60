package import BasinCore

/// One dataset as a run may read it: exactly these files, exactly these columns.
package struct WorkInput: Sendable, Hashable, Codable {
    package var name: String
    /// With stored types and field ids; columns are found in files by id, whatever they were called then.
    package var columns: [Column]
    /// Absolute paths, in order. None: no row.
    package var files: [String]

    package init(name: String, columns: [Column], files: [String]) {
        self.name = name
        self.columns = columns
        self.files = files
    }
}
