/// Tables with the names and columns of PostgreSQL's own catalogs, for an instance of DuckDB in which clients'
/// questions about the catalog are answered.
package enum CatalogTables {
    /// The schemas that stand for `pg_catalog` and `information_schema`: DuckDB has some of its own under those names.
    static let systemSchema = "basin_catalog"
    static let informationSchema = "basin_information"

    /// DuckDB's type, and what a row has that says nothing of the column.
    static let types: [Character: String] = [
        "o": "BIGINT DEFAULT 0", "t": "VARCHAR", "c": "VARCHAR DEFAULT ''", "b": "BOOLEAN DEFAULT false",
        "s": "SMALLINT DEFAULT 0",
        "i": "INTEGER DEFAULT 0", "l": "BIGINT DEFAULT 0", "f": "FLOAT DEFAULT 0", "d": "DOUBLE DEFAULT 0",
        "z": "TIMESTAMPTZ",
        "v": "INTERVAL", "O": "BIGINT[]", "T": "VARCHAR[]", "S": "SMALLINT[]", "F": "FLOAT[]",
    ]

    /// Of the system catalogs.
    package static let names: Set<String> = Set(tables(system).map(\.name))

    static let statements: [String] =
        [systemSchema, informationSchema].map { "CREATE SCHEMA \($0)" }
        + tables(system).map { create($0, systemSchema) }
        + tables(information).map { create($0, informationSchema) }

    private static func tables(_ text: String) -> [(name: String, columns: [(name: Substring, type: Character)])] {
        text.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (
                String(words[0]),
                words.dropFirst().compactMap { word in
                    word.last.map { (word.prefix { $0 != ":" }, $0) }
                }
            )
        }
    }

    private static func create(_ table: (name: String, columns: [(name: Substring, type: Character)]), _ schema: String)
        -> String
    {
        let columns = table.columns.map { "\"\($0.name)\" \(types[$0.type] ?? "VARCHAR")" }.joined(separator: ", ")
        return "CREATE TABLE \(schema).\"\(table.name)\" (\(columns))"
    }
}
