/// The types that an argument may have: those of DuckDB that hold a single value. An allow-list, because the name becomes
/// a part of a statement of ours.
package enum ArgumentType: Sendable, Hashable {
    case boolean
    /// A whole number: `TINYINT` to `HUGEINT`, `UTINYINT` to `UBIGINT`.
    case whole(String)
    /// A number with its digits behind the point as they are written; nil, or at most so many as are said.
    case decimal(precision: Int, scale: Int)
    /// A number as SQL reads it when it is written out: whole, with a point, or with an exponent.
    case number
    case float
    case double
    case text
    /// Base64.
    case bytes
    case date
    case time
    /// Without a zone.
    case timestamp
    case timestampTZ
    case interval
    case uuid

    /// - Parameter name: whatever its case; names of the SQL standard and of PostgreSQL too.
    package init?(named name: String) {
        guard name.utf8.count <= 32 else { return nil }
        let word = name.uppercased().split(separator: " ").joined(separator: " ")
        if let known = Self.known[word] {
            self = known
        } else if let (precision, scale) = Self.decimal(word) {
            self = .decimal(precision: precision, scale: scale)
        } else {
            return nil
        }
    }

    /// As DuckDB writes it.
    package var name: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .whole(let name): name
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        case .number: "DECIMAL"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .text: "VARCHAR"
        case .bytes: "BLOB"
        case .date: "DATE"
        case .time: "TIME"
        case .timestamp: "TIMESTAMP"
        case .timestampTZ: "TIMESTAMP WITH TIME ZONE"
        case .interval: "INTERVAL"
        case .uuid: "UUID"
        }
    }

    /// For whoever gave another.
    static let examples = "BOOLEAN, BIGINT, DOUBLE, DECIMAL(9,2), VARCHAR, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL or UUID"

    private static let known: [String: ArgumentType] = [
        "BOOLEAN": .boolean, "BOOL": .boolean,
        "TINYINT": .whole("TINYINT"), "INT1": .whole("TINYINT"), "SMALLINT": .whole("SMALLINT"), "INT2": .whole("SMALLINT"),
        "INTEGER": .whole("INTEGER"), "INT": .whole("INTEGER"), "INT4": .whole("INTEGER"), "BIGINT": .whole("BIGINT"),
        "INT8": .whole("BIGINT"), "HUGEINT": .whole("HUGEINT"), "UTINYINT": .whole("UTINYINT"),
        "USMALLINT": .whole("USMALLINT"), "UINTEGER": .whole("UINTEGER"), "UBIGINT": .whole("UBIGINT"),
        "DECIMAL": .number, "NUMERIC": .number, "FLOAT": .float, "REAL": .float, "FLOAT4": .float, "DOUBLE": .double,
        "DOUBLE PRECISION": .double, "FLOAT8": .double, "VARCHAR": .text, "TEXT": .text, "STRING": .text, "CHAR": .text,
        "BLOB": .bytes, "BYTEA": .bytes, "DATE": .date, "TIME": .time, "TIMESTAMP": .timestamp, "DATETIME": .timestamp,
        "TIMESTAMP WITHOUT TIME ZONE": .timestamp, "TIMESTAMPTZ": .timestampTZ, "TIMESTAMP WITH TIME ZONE": .timestampTZ,
        "INTERVAL": .interval, "UUID": .uuid,
    ]

    private static func decimal(_ word: String) -> (Int, Int)? {
        for name in ["DECIMAL", "NUMERIC"] where word.hasPrefix(name) && word.hasSuffix(")") {
            let rest = word.dropFirst(name.count).drop { $0 == " " }
            guard rest.first == "(" else { return nil }
            let parts = rest.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in
                let digits = part.filter { $0 != " " }
                return digits.utf8.count <= 2 && digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
            }
            guard numbers.count == parts.count, (1...2).contains(numbers.count), (1...38).contains(numbers[0]) else { return nil }
            let scale = numbers.count == 2 ? numbers[1] : 0
            return scale <= numbers[0] ? (numbers[0], scale) : nil
        }
        return nil
    }
}
