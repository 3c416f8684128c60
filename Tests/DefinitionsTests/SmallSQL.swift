import BasinCore
import BasinDefinitions

/// A language small enough for tests of planning: `SELECT a, b AS c, int64!n FROM t JOIN u`. A name is a column of one of
/// the tables, `type!name` is computed from all of them.
struct SmallSQL {
    var items: [(source: String, name: String, isNew: Bool)] = []
    var tables: [String] = []

    init(_ text: String) throws {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.first == "SELECT", let from = words.firstIndex(of: "FROM") else {
            throw SQLReader.Problem("This is no SELECT; write one.", line: 2, column: 3)
        }
        tables = words[(from + 1)...].filter { $0 != "JOIN" }
        for item in words[1..<from].joined(separator: " ").split(separator: ",") {
            let parts = item.split(separator: " ").map(String.init)
            if let mark = parts[0].firstIndex(of: "!") {
                items.append((String(parts[0][..<mark]), String(parts[0][parts[0].index(after: mark)...]), true))
            } else {
                items.append((parts[0], parts.last!, false))
            }
        }
    }

    func columns(_ known: [String: KnownTable]) throws -> [DatasetColumn] {
        try items.map { item in
            if item.isNew {
                return DatasetColumn(name: item.name, type: Self.type(item.source), id: 0, classification: .none)
            }
            for table in tables {
                guard var column = known[table]?[item.source] else { continue }
                column.id = 0
                column.name = item.name
                column.description = nil
                column.sources = [ColumnSource(dataset: table, column: item.source, kind: .copied)]
                return column
            }
            throw SQLReader.Problem("No table has a column \(item.source).", line: 1, column: 8)
        }
    }

    static func type(_ text: String) -> FieldType {
        switch text {
        case "int32": .int32
        case "int64": .int64
        case "double": .double
        case "timestamp": .timestamp
        case "ints": .list(element: .int32, elementID: 0)
        case "longs": .list(element: .int64, elementID: 0)
        case "pair": .structure([Field(name: "a", type: .int32, classification: .none)])
        case "triple":
            .structure([
                Field(name: "b", type: .string, classification: .none),
                Field(name: "a", type: .int64, classification: .none),
            ])
        default: .string
        }
    }

    static let tools = PlanTools(
        sql: SQLReader(
            reads: { Set(try SmallSQL($0).tables) },
            analyse: { dataset, known in
                guard case .sql(let text) = dataset.work else { throw BasinError(.invalid, "This is no SQL.") }
                let sql = try SmallSQL(text)
                return AnalysedSQL(reads: Set(sql.tables), columns: try sql.columns(known))
            },
            check: { text, known in _ = try SmallSQL(text).columns(known) },
            condition: { text in
                if text.contains("SELECT") { throw SQLReader.Problem("The condition is more than a condition; shorten it.", line: 1) }
                return Set(text.lowercased().split { !$0.isLetter && $0 != "_" }.map(String.init))
            }),
        checkTrigger: { trigger in
            if trigger.cron?.hasPrefix("99") == true {
                throw BasinError(.invalid, "There is no minute 99; write 0 to 59.")
            }
        },
        // Not SHA-256, and as good for telling things apart.
        sha256: { bytes in
            String(
                bytes.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16
            )
        })
}
