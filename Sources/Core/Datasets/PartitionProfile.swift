/// What a partition is like.
package struct PartitionProfile: Sendable, Hashable, Codable {
    package var rows: Int
    /// Its own columns, in order; those that Basin adds are left out.
    package var columns: [ColumnProfile]

    package init(rows: Int, columns: [ColumnProfile]) {
        self.rows = rows
        self.columns = columns
    }
}
