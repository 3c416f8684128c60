/// SQL that `QueryParser` has found to be one SELECT over known datasets and pure functions. Only the parser makes one.
package struct CheckedQuery: Sendable {
    package let sql: String
    /// The datasets that the SQL names, in their own spelling.
    package let datasets: Set<String>
    /// The literals inside `subject('…')`: original ids of persons, never to be logged.
    package let subjects: Set<String>

    /// Which of `partition_start` and `partition_end` are bound when it runs. Only pipelines have any.
    package let parameters: Set<String>

    init(sql: String, datasets: Set<String>, subjects: Set<String>, parameters: Set<String> = []) {
        self.sql = sql
        self.datasets = datasets
        self.subjects = subjects
        self.parameters = parameters
    }
}
