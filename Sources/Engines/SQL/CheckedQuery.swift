/// SQL that `QueryParser` has found to be one SELECT over known datasets and pure functions. Only the parser makes one.
package struct CheckedQuery: Sendable {
    package let sql: String
    /// The datasets that the SQL names, in their own spelling.
    package let datasets: Set<String>
    /// The literals inside `subject('…')`: original ids of persons, never to be logged.
    package let subjects: Set<String>

    /// The parameters, in lower case: of a pipeline `partition_start` and `partition_end` only.
    package let parameters: Set<String>
    /// The SQL as it may stand in parentheses on lines of its own; there when a person's SQL has parameters.
    let body: String?

    init(sql: String, datasets: Set<String>, subjects: Set<String>, parameters: Set<String> = [], body: String? = nil) {
        self.body = body
        self.sql = sql
        self.datasets = datasets
        self.subjects = subjects
        self.parameters = parameters
    }
}
