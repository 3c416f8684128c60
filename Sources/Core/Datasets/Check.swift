/// A rule that a revision must pass before it is published.
package struct Check: Sendable, Hashable, Codable {
    /// Unique within the dataset: `unique_user_id`, or what the definition calls it.
    package var name: String
    /// A blocking check that fails keeps the revision from being published; another only warns.
    package var isBlocking: Bool
    package var rule: Rule

    package init(name: String, isBlocking: Bool = true, rule: Rule) {
        self.name = name
        self.isBlocking = isBlocking
        self.rule = rule
    }

    package enum Rule: Sendable, Hashable, Codable {
        /// Rows of the partition.
        case rowCount(min: Int?, max: Int?)
        case notNull(column: String)
        /// No two rows have the same values in all of the columns. Rows with a null among them do not count.
        case unique(columns: [String])
        /// Nulls pass.
        case acceptedValues(column: String, values: [String])
        /// Both ends included; nulls pass. Numbers, or times as RFC 3339, compared in the column's type.
        case range(column: String, min: String?, max: String?)
        /// Each value is in the column of the other dataset's current revisions. Nulls pass.
        case foreignKey(column: String, dataset: String, key: String)
        /// The latest time in the column is at most this many seconds before the partition's end.
        case freshness(column: String, seconds: Int64)
        /// A SELECT that answers the rows that are wrong; the partition is read by the dataset's own name.
        case sql(String)
    }
}
