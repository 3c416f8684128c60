/// Rows for one table of the catalog; columns that are not named have what says nothing.
struct CatalogRows {
    enum Value {
        case text(String)
        case number(Int)
        case yes, no, null

        static func text(_ text: Substring) -> Value { .text(String(text)) }
        static func number(_ digits: Substring) -> Value { .number(Int(digits) ?? 0) }

        var sql: String {
            switch self {
            case .text(let text): "'" + text.filter { $0 != "\0" }.replacing("'", with: "''") + "'"
            case .number(let number): String(number)
            case .yes: "true"
            case .no: "false"
            case .null: "NULL"
            }
        }
    }

    private let table: String
    private let columns: [String]
    private(set) var rows: [[Value]]
    private static let mostRows = 1_000

    init(_ table: String, _ columns: [String], _ rows: [[Value]]) {
        self.table = "\(CatalogTables.systemSchema).\(table)"
        self.columns = columns
        self.rows = rows
    }

    init(information table: String, _ columns: [String], _ rows: [[Value]]) {
        self.table = "\(CatalogTables.informationSchema).\(table)"
        self.columns = columns
        self.rows = rows
    }

    /// The same rows in few statements: one costs DuckDB as much as many rows.
    static func merged(_ all: [CatalogRows]) -> [CatalogRows] {
        var (places, merged) = ([String: Int](), [CatalogRows]())
        for rows in all {
            let key = rows.table + " " + rows.columns.joined(separator: " ")
            if let place = places[key], merged[place].rows.count + rows.rows.count <= mostRows {
                merged[place].rows += rows.rows
            } else {
                places[key] = merged.count
                merged.append(rows)
            }
        }
        return merged
    }

    var sql: String {
        let values = rows.map { "(" + $0.map(\.sql).joined(separator: ", ") + ")" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(values)"
    }
}
