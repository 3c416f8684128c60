import BasinEngines

/// SQL and the lineage that it must have. A case is a SELECT and, after `->`, its columns with their sources: as they
/// are for copied ones, `~` before derived and `?` before indirect ones. Indented lines go on with the one before.
enum LineageCases {
    static let all = [columns, joins, groups, commonTables, labelled].flatMap(read)

    private static func read(_ text: String) -> [(sql: String, columns: [String])] {
        text.split(separator: "\n\n").map { part in
            var sql: [Substring] = [], columns: [String] = []
            for line in part.split(separator: "\n") {
                if line.hasPrefix("-> ") {
                    columns.append(String(line.dropFirst(3)))
                } else if line.hasPrefix("     ") {
                    columns[columns.count - 1] += " " + line.drop { $0 == " " }
                } else {
                    sql.append(line)
                }
            }
            return (sql.joined(separator: "\n"), columns)
        }
    }
}
