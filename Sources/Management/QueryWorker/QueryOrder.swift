package import BasinEngines

/// All that is needed to run one query, as a value that may go to another process. It holds no key: pseudonyms were asked
/// for before, and sealed values are opened by whoever gives the order.
package struct QueryOrder: Sendable, Hashable, Codable {
    package struct Table: Sendable, Hashable, Codable {
        package var name: String
        package var columns: [QueryColumn]
        package var files: [String]
        package var conditions: [String]?
        /// Who opens its opened columns; nil where they are masked.
        package var opener: UInt32?

        package init(
            name: String, columns: [QueryColumn], files: [String], conditions: [String]? = nil, opener: UInt32? = nil
        ) {
            self.name = name
            self.columns = columns
            self.files = files
            self.conditions = conditions
            self.opener = opener
        }
    }

    /// Is checked again where it runs: whoever runs it trusts nobody.
    package var sql: String
    package var arguments: [SQLArgument]
    /// Those that the SQL names, and no others: the check knows nothing else.
    package var tables: [Table]
    /// Of those subject ids in the SQL that have one.
    package var pseudonyms: [String: String]
    package var output: QueryOutput
    package var limits: QueryLimits
    /// Where a Parquet result waits while it is handed on.
    package var directory: String

    package init(
        sql: String, arguments: [SQLArgument] = [], tables: [Table] = [], pseudonyms: [String: String] = [:],
        output: QueryOutput, limits: QueryLimits = QueryLimits(), directory: String
    ) {
        self.sql = sql
        self.arguments = arguments
        self.tables = tables
        self.pseudonyms = pseudonyms
        self.output = output
        self.limits = limits
        self.directory = directory
    }
}
