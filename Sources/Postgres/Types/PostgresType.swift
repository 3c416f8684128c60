/// A type of PostgreSQL, as clients are told it: its number and form in PostgreSQL's own catalog `pg_type`.
package struct PostgresType: Sendable, Hashable {
    package var oid: UInt32
    /// Bytes of a value; -1 when that depends on the value.
    package var size: Int16
    /// What `typmod` is to PostgreSQL; -1 when there is nothing to say.
    package var modifier: Int32

    package init(oid: UInt32, size: Int16, modifier: Int32 = -1) {
        self.oid = oid
        self.size = size
        self.modifier = modifier
    }

    package static let bool = PostgresType(oid: 16, size: 1)
    package static let bytea = PostgresType(oid: 17, size: -1)
    package static let int8 = PostgresType(oid: 20, size: 8)
    package static let int2 = PostgresType(oid: 21, size: 2)
    package static let int4 = PostgresType(oid: 23, size: 4)
    package static let text = PostgresType(oid: 25, size: -1)
    package static let json = PostgresType(oid: 114, size: -1)
    package static let float4 = PostgresType(oid: 700, size: 4)
    package static let float8 = PostgresType(oid: 701, size: 8)
    package static let date = PostgresType(oid: 1082, size: 4)
    package static let time = PostgresType(oid: 1083, size: 8)
    package static let timestamp = PostgresType(oid: 1114, size: 8)
    package static let timestampTZ = PostgresType(oid: 1184, size: 8)
    package static let interval = PostgresType(oid: 1186, size: 16)
    package static let timeTZ = PostgresType(oid: 1266, size: 12)
    package static let varbit = PostgresType(oid: 1562, size: -1)
    package static let numeric = PostgresType(oid: 1700, size: -1)
    package static let boolArray = PostgresType(oid: 1000, size: -1)
    package static let uuid = PostgresType(oid: 2950, size: 16)
    package static let int2Array = PostgresType(oid: 1005, size: -1)
    package static let int4Array = PostgresType(oid: 1007, size: -1)
    package static let textArray = PostgresType(oid: 1009, size: -1)
    package static let int8Array = PostgresType(oid: 1016, size: -1)

    package static func decimal(precision: Int32, scale: Int32) -> PostgresType {
        PostgresType(oid: 1700, size: -1, modifier: (precision << 16 | scale) + 4)
    }

    /// What a value of DuckDB's type becomes; the type by its name, as `DESCRIBE` writes it. Lists, structs, maps and
    /// unions are JSON; everything that PostgreSQL has no type for is text.
    /// - Parameter arrays: lists of simple values are arrays, as in PostgreSQL's catalog.
    package init(duckDB name: String, arrays: Bool = false) {
        let name = name.uppercased()
        if arrays, name.hasSuffix("[]") {
            self = Self.arraysByElement[String(name.dropLast(2))] ?? .textArray
        } else if name.hasSuffix("]") || name.hasPrefix("STRUCT(") || name.hasPrefix("MAP(") || name.hasPrefix("UNION(")
        {
            self = .json
        } else if name.hasPrefix("DECIMAL("), let (precision, scale) = Self.sizes(name) {
            self = .decimal(precision: precision, scale: scale)
        } else {
            self = Self.byName[name] ?? .text
        }
    }

    private static func sizes(_ decimal: String) -> (Int32, Int32)? {
        let numbers = decimal.dropFirst("DECIMAL(".count).dropLast().split(separator: ",").compactMap { Int32($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    private static let arraysByElement: [String: PostgresType] = [
        "BOOLEAN": .boolArray, "SMALLINT": .int2Array, "INTEGER": .int4Array, "BIGINT": .int8Array,
    ]

    private static let byName: [String: PostgresType] = [
        "BOOLEAN": .bool, "TINYINT": .int2, "SMALLINT": .int2, "UTINYINT": .int2, "INTEGER": .int4, "USMALLINT": .int4,
        "BIGINT": .int8, "UINTEGER": .int8, "UBIGINT": .numeric, "HUGEINT": .numeric, "UHUGEINT": .numeric,
        "BIGNUM": .numeric,
        "DECIMAL": .numeric, "FLOAT": .float4, "DOUBLE": .float8, "VARCHAR": .text, "JSON": .json, "BLOB": .bytea,
        "DATE": .date,
        "TIME": .time, "TIME WITH TIME ZONE": .timeTZ, "TIMESTAMP": .timestamp, "TIMESTAMP_S": .timestamp,
        "TIMESTAMP_MS": .timestamp,
        "TIMESTAMP_NS": .timestamp, "TIMESTAMP WITH TIME ZONE": .timestampTZ, "TIMESTAMPTZ": .timestampTZ,
        "INTERVAL": .interval,
        "UUID": .uuid, "BIT": .varbit,
    ]

    /// DuckDB's name for a type that a client gives a parameter by its number; nil for one that is to be inferred.
    package static func duckDBName(ofParameter oid: UInt32) -> String? {
        switch oid {
        case 16: "BOOLEAN"
        case 17: "BLOB"
        case 20: "BIGINT"
        case 21: "SMALLINT"
        case 23: "INTEGER"
        case 26: "UINTEGER"
        case 700: "FLOAT"
        case 701: "DOUBLE"
        case 18, 19, 25, 1042, 1043: "VARCHAR"
        case 1082: "DATE"
        case 1083: "TIME"
        case 1114: "TIMESTAMP"
        case 1184: "TIMESTAMPTZ"
        case 1186: "INTERVAL"
        case 2950: "UUID"
        case 1700: "NUMERIC"
        default: nil
        }
    }
}
