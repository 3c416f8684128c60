package import BasinCore

/// How planning looks into SQL, which only an engine can read.
package struct SQLReader: Sendable {
    /// Names of the tables that a SELECT reads, whether or not they are known; its own CTEs are none.
    package var reads: @Sendable (String) throws -> Set<String>
    /// The output of a dataset whose work is SQL, given every table that it reads. Of a dataset that reads its own
    /// previous partition, its own columns are among the tables.
    package var analyse: @Sendable (Dataset, [String: KnownTable]) throws -> AnalysedSQL
    /// Throws for a check's SELECT that does not fit the tables that it reads, or that names a partition's bounds: a
    /// check sees one partition anyway.
    package var check: @Sendable (String, [String: KnownTable]) throws -> Void
    /// Names in what would stand behind WHERE that may be columns', in lower case. Throws for more than a condition on one row.
    package var condition: @Sendable (String) throws -> Set<String>
    /// What a person's query reads of the given names, what columns that it reads may be called (`*`: anything), and its
    /// parameters. Throws for what a person may not ask.
    package var question: @Sendable (String, Set<String>) throws -> Question
    /// What is wrong with an argument's type and value (nil: none given), as the end of a sentence; nil when nothing is.
    package var argumentProblem: @Sendable (_ type: String, _ value: String?) -> String?

    package init(
        reads: @escaping @Sendable (String) throws -> Set<String>,
        analyse: @escaping @Sendable (Dataset, [String: KnownTable]) throws -> AnalysedSQL,
        check: @escaping @Sendable (String, [String: KnownTable]) throws -> Void,
        condition: @escaping @Sendable (String) throws -> Set<String>,
        question: @escaping @Sendable (String, Set<String>) throws -> Question = { _, _ in ([], [], []) },
        argumentProblem: @escaping @Sendable (String, String?) -> String? = { _, _ in nil }
    ) {
        self.reads = reads
        self.analyse = analyse
        self.check = check
        self.condition = condition
        self.question = question
        self.argumentProblem = argumentProblem
    }

    package typealias Question = (datasets: Set<String>, columns: Set<String>, parameters: Set<String>)

    /// What its closures throw for SQL that its author can mend, with the place inside the SQL. Other errors are told
    /// with the file alone.
    package struct Problem: Error, Sendable, Hashable {
        /// Whole sentences: what is wrong and what to do.
        package var message: String
        /// From 1.
        package var line: Int
        /// From 1, where it is known.
        package var column: Int?

        package init(_ message: String, line: Int, column: Int? = nil) {
            self.message = message
            self.line = line
            self.column = column
        }
    }
}
