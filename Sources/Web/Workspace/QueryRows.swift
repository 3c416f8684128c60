/// The first rows that a query gave, as text.
package struct QueryRows: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package var name: String
        /// As DuckDB writes it; nil where it is not known.
        package var type: String?

        package init(_ name: String, _ type: String? = nil) {
            self.name = name
            self.type = type
        }

        package var isNumber: Bool {
            guard let type else { return false }
            if type.hasSuffix("]") { return false }
            return type.hasPrefix("DECIMAL") || Self.numbers.contains(type)
        }

        /// A moment or a day, after which a chart goes from left to right.
        package var isTime: Bool { type == "DATE" || type == "TIME" || type?.hasPrefix("TIMESTAMP") == true }

        private static let numbers: Set<String> = [
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
            "FLOAT", "DOUBLE",
        ]
    }

    package var columns: [Column]
    /// As many cells as columns; nil is null.
    package var rows: [[String?]]
    /// The query has more.
    package var isCut: Bool
    /// From when it was asked until the last of these rows was here.
    package var seconds: Double

    package init(columns: [Column], rows: [[String?]], isCut: Bool, seconds: Double) {
        self.columns = columns
        self.rows = rows
        self.isCut = isCut
        self.seconds = seconds
    }

    /// What stands in place of a value that somebody may not read.
    package static let mask = "[masked]"

    /// Names of columns of which a value is masked, in order.
    package var masked: [String] {
        columns.indices.filter { index in rows.contains { index < $0.count && $0[index] == Self.mask } }.map { columns[$0].name }
    }

    package func index(of name: String?) -> Int? { name.flatMap { name in columns.firstIndex { $0.name == name } } }
}
