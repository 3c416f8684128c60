/// SQL that `QueryParser` has found to be one SELECT over known datasets and pure functions. Only the parser makes one.
package struct CheckedQuery: Sendable {
    package let sql: String
    /// The datasets that the SQL names, in their own spelling.
    package let datasets: Set<String>
    /// The literals inside `subject('…')`: original ids of persons, never to be logged.
    package let subjects: Set<String>

    /// Names, in lower case, that the columns which it reads may have: every one that stands where a column's may. Only
    /// `anyColumn` where there may be others, as under a star.
    package let columns: Set<String>
    package static let anyColumn = "*"

    /// The parameters, in lower case: of a pipeline `partition_start` and `partition_end` only.
    package let parameters: Set<String>
    /// The SQL as it may stand in parentheses on lines of its own; there when a person's SQL has parameters.
    let body: String?

    init(
        sql: String, datasets: Set<String>, subjects: Set<String>, columns: Set<String>, parameters: Set<String> = [],
        body: String? = nil
    ) {
        self.body = body
        self.columns = columns
        self.sql = sql
        self.datasets = datasets
        self.subjects = subjects
        self.parameters = parameters
    }
}
