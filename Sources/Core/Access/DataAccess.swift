/// Who may read the rows of a dataset, as its definition says.
package struct DataAccess: Sendable, Hashable, Codable {
    /// Only the owner, and whoever has a grant for this dataset. Everybody else finds it and may ask.
    package var isRestricted: Bool
    /// Who sees which rows; none: everybody sees all. The owner's people always see all.
    package var rows: [RowRule]

    package init(isRestricted: Bool = false, rows: [RowRule] = []) {
        self.isRestricted = isRestricted
        self.rows = rows
    }

    package static let open = DataAccess()

    /// The people of these teams see the rows for which the condition is true.
    package struct RowRule: Sendable, Hashable, Codable {
        package var teams: [String]
        /// SQL over the dataset's own columns, as behind WHERE.
        package var condition: String

        package init(teams: [String], condition: String) {
            self.teams = teams
            self.condition = condition
        }
    }
}
