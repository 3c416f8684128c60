import BasinCore
import BasinEngines

/// Rows that broke a rule, as JSON text that people may see.
struct CheckSamples {
    static let maximumRows = 10
    /// More of one row is cut; a cell is cut before.
    private static let maximumBytes = 8192
    private static let maximumCell = 256

    let masked: Set<String>

    func read(_ rows: String, through connection: DuckDBConnection) throws -> [String] {
        let source = "(\(rows)) LIMIT \(Self.maximumRows)"
        let columns = try connection.columns(of: "SELECT * FROM \(source)", errorCode: .query)
        // Names may repeat, and a struct's may not: cells are told apart by their place.
        let names = columns.indices.map { "c\($0)" }
        let pairs = zip(columns, names).map { column, name in
            "to_json(\(column.name.sqlLiteral)) || ':' || coalesce(\(cell(column, name)), 'null')"
        }
        guard !pairs.isEmpty else { return [] }
        let sql =
            "SELECT '{' || \(pairs.joined(separator: " || ',' || ")) || '}' FROM (SELECT * FROM \(source)) "
            + "AS r(\(names.joined(separator: ", ")))"
        var samples: [String] = []
        try connection.query(sql, errorCode: .query).forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                guard let text = chunk.string(column: 0, row: row) else { continue }
                samples.append(
                    text.utf8.count <= Self.maximumBytes ? text : #"{"…":"a row of \#(text.utf8.count) bytes"}"#)
            }
        }
        return samples
    }

    private func cell(_ column: DuckDBColumn, _ name: String) -> String {
        if masked.contains(column.name) { return mask(name) }
        switch column.type {
        // Bytes are sealed values, or nothing that a person can read.
        case .blob: return mask(name)
        case .exactNumber, .bool: return "CAST(\(name) AS VARCHAR)"
        default: return "to_json(left(CAST(\(name) AS VARCHAR), \(Self.maximumCell)))"
        }
    }

    private func mask(_ name: String) -> String {
        "CASE WHEN \(name) IS NOT NULL THEN to_json(\(Masking.text.sqlLiteral)) END"
    }
}
