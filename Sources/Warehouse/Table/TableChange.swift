package import BasinCore

/// What one publication does to a table: all of it or nothing.
package struct TableChange: Sendable, Hashable {
    /// A schema and its version.
    package struct Schema: Sendable, Hashable {
        package var version: Int
        package var columns: [Column]

        package init(version: Int, columns: [Column]) {
            self.version = version
            self.columns = columns
        }
    }

    /// Names the publication; committing it twice does nothing the second time.
    package var publicationID: String
    /// The dataset's schema, when it may have changed. One older than the table's is ignored.
    package var schema: Schema?
    /// New files. Their paths must never have been in the table before.
    package var added: [DataFile]
    /// Absolute paths of files that leave the table.
    package var removedPaths: Set<String>
    /// More for the snapshot's summary; keys of Iceberg and `basin.publication-id` are overwritten.
    package var summary: [String: String]

    package init(
        publicationID: String, schema: Schema? = nil, added: [DataFile] = [], removedPaths: Set<String> = [],
        summary: [String: String] = [:]
    ) {
        self.publicationID = publicationID
        self.schema = schema
        self.added = added
        self.removedPaths = removedPaths
        self.summary = summary
    }
}
