/// What a catalog is about, and the SQL that fills the tables with it.
package struct CatalogContent: Sendable, Hashable {
    /// A dataset as PostgreSQL would have it: a table of the schema `public`.
    package struct Table: Sendable, Hashable {
        package var id: UInt32
        package var name: String
        package var owner: String
        package var comment: String?
        package var columns: [Column]

        package init(id: UInt32, name: String, owner: String, comment: String?, columns: [Column]) {
            self.id = id
            self.name = name
            self.owner = owner
            self.comment = comment
            self.columns = columns
        }
    }

    package struct Column: Sendable, Hashable {
        package var name: String
        /// DuckDB's name of its type.
        package var type: String
        package var isRequired: Bool
        package var comment: String?

        package init(name: String, type: String, isRequired: Bool, comment: String?) {
            self.name = name
            self.type = type
            self.isRequired = isRequired
            self.comment = comment
        }
    }

    package var tables: [Table]

    /// The schema in which everything is that `pg_catalog` means.
    package static let schema = CatalogTables.systemSchema

    package init(tables: [Table]) { self.tables = tables }

    /// Statements for a new instance of DuckDB, in order: afterwards it can answer what `CatalogRewrite` makes of
    /// questions.
    package func statements(version: String) -> [String] {
        CatalogTables.statements + CatalogMacros.tables + CatalogRows.merged(rows(version)).map { $0.sql }
            + CatalogMacros.statements(version: version) + [
                "SET search_path = '\(CatalogTables.systemSchema),main'"
            ]
    }

    /// PostgreSQL's own numbers of what everybody has; numbers of ours begin where those of its users do.
    private static let (publicSchema, systemSchema, informationSchema, owner, heap, database):
        (Int, Int, Int, Int, Int, Int) =
            (2200, 11, 13_000, 10, 2, 16_384)
    private static let firstNumber = 20_000
    private static let classes = [
        ("pg_class", 1259), ("pg_type", 1247), ("pg_attribute", 1249), ("pg_proc", 1255), ("pg_namespace", 2615),
        ("pg_constraint", 2606), ("pg_database", 1262),
    ]

    private func rows(_ version: String) -> [CatalogRows] {
        let owners = Array(Set(tables.map(\.owner))).sorted()
        let roles = [("basin", Self.owner)] + owners.enumerated().map { ($1, Self.firstNumber / 2 + $0) }
        let number = Dictionary(roles.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        return schemas + types + settings(version) + roleRows(roles)
            + tables.flatMap { table in rows(of: table, owner: number[table.owner] ?? Self.owner) }
    }

    private var schemas: [CatalogRows] {
        let named = [
            ("pg_catalog", Self.systemSchema), ("public", Self.publicSchema),
            ("information_schema", Self.informationSchema),
        ]
        return [
            CatalogRows(
                "pg_namespace", ["oid", "nspname", "nspowner"],
                named.map { [.number($0.1), .text($0.0), .number(Self.owner)] }),
            CatalogRows("_namespace", ["_o", "_n"], named.map { [.number($0.1), .text($0.0)] }),
            CatalogRows(
                information: "schemata", ["catalog_name", "schema_name", "schema_owner"],
                named.map { [.text("basin"), .text($0.0), .text("basin")] }),
            CatalogRows(
                "pg_database",
                [
                    "oid", "datname", "datdba", "encoding", "datlocprovider", "datallowconn", "datconnlimit",
                    "dattablespace", "datcollate", "datctype",
                ],
                [
                    [
                        .number(Self.database), .text("basin"), .number(Self.owner), .number(6), .text("c"), .yes,
                        .number(-1), .number(1663),
                        .text("C"), .text("C"),
                    ]
                ]),
            CatalogRows(
                "pg_tablespace", ["oid", "spcname", "spcowner"],
                [[.number(1663), .text("pg_default"), .number(Self.owner)]]),
            CatalogRows("pg_am", ["oid", "amname", "amtype"], [[.number(Self.heap), .text("heap"), .text("t")]]),
            CatalogRows(
                "pg_language", ["oid", "lanname", "lanowner"], [[.number(14), .text("sql"), .number(Self.owner)]]),
            CatalogRows("_relation", ["_o", "_n"], Self.classes.map { [.number($0.1), .text($0.0)] }),
        ]
    }

    private var types: [CatalogRows] {
        [
            CatalogRows(
                "pg_type",
                [
                    "oid", "typname", "typlen", "typtype", "typcategory", "typispreferred", "typelem", "typarray",
                    "typcollation", "typnamespace",
                    "typowner", "typisdefined", "typdelim", "typtypmod", "typinput",
                ],
                CatalogTypes.rows.map { row in
                    [
                        .number(row[0]), .text(row[1]), .number(row[2]), .text(row[3]), .text(row[4]),
                        row[5] == "t" ? .yes : .no, .number(row[6]),
                        .number(row[7]), .number(row[8]), .number(Self.systemSchema), .number(Self.owner), .yes,
                        .text(","), .number(-1),
                        .text(row[1].hasPrefix("_") ? "array_in" : row[1] + "in"),
                    ]
                }),
            CatalogRows(
                "_type", ["_o", "_n", "_t"], CatalogTypes.rows.map { [.number($0[0]), .text($0[1]), .text($0[9])] }),
        ]
    }

    private func settings(_ version: String) -> [CatalogRows] {
        let all = Settings.all(version)
        return [
            CatalogRows("_setting", ["_n", "_v"], all.map { [.text($0.name), .text($0.value)] }),
            CatalogRows(
                "pg_settings", ["name", "setting", "category", "context", "vartype", "source"],
                all.map {
                    [
                        .text($0.name), .text($0.value), .text("Preset Options"), .text("internal"), .text("string"),
                        .text("default"),
                    ]
                }),
        ]
    }

    private func roleRows(_ roles: [(String, Int)]) -> [CatalogRows] {
        [
            CatalogRows(
                "pg_roles", ["oid", "rolname", "rolinherit", "rolcanlogin", "rolconnlimit"],
                roles.map { [.number($0.1), .text($0.0), .yes, .yes, .number(-1)] }),
            CatalogRows("pg_user", ["usesysid", "usename"], roles.map { [.number($0.1), .text($0.0)] }),
            CatalogRows("_role", ["_o", "_n"], roles.map { [.number($0.1), .text($0.0)] }),
        ]
    }

    private func rows(of table: Table, owner: Int) -> [CatalogRows] {
        let number = Self.firstNumber + Int(table.id)
        let columns = table.columns.enumerated().map {
            (place: $0 + 1, column: $1, type: PostgresType(duckDB: $1.type))
        }
        let comments = [(0, table.comment)] + columns.map { ($0.place, $0.column.comment) }
        let described = comments.compactMap { place, text in text.map { (place, $0) } }
        return [
            CatalogRows(
                "pg_class",
                [
                    "oid", "relname", "relnamespace", "relowner", "relam", "reltuples", "relpersistence", "relkind",
                    "relnatts", "relreplident", "relispopulated",
                ],
                [
                    [
                        .number(number), .text(table.name), .number(Self.publicSchema), .number(owner),
                        .number(Self.heap), .number(-1), .text("p"),
                        .text("r"), .number(columns.count), .text("d"), .yes,
                    ]
                ]),
            CatalogRows("_relation", ["_o", "_n"], [[.number(number), .text(table.name)]]),
            CatalogRows(
                "pg_tables", ["schemaname", "tablename", "tableowner"],
                [[.text("public"), .text(table.name), .text(table.owner)]]),
            CatalogRows(
                "pg_attribute",
                [
                    "attrelid", "attname", "atttypid", "attlen", "attnum", "atttypmod", "attnotnull", "attislocal",
                    "attstorage", "attstattarget",
                ],
                columns.map {
                    [
                        .number(number), .text($0.column.name), .number(Int($0.type.oid)), .number(Int($0.type.size)),
                        .number($0.place),
                        .number(Int($0.type.modifier)), $0.column.isRequired ? .yes : .no, .yes, .text("x"),
                        .number(-1),
                    ]
                }),
            CatalogRows(
                "pg_description", ["objoid", "classoid", "objsubid", "description"],
                described.map { [.number(number), .number(1259), .number($0.0), .text($0.1)] }),
            CatalogRows(
                "_description", ["_o", "_c", "_s", "_d"],
                described.map { [.number(number), .number(1259), .number($0.0), .text($0.1)] }),
            CatalogRows(
                information: "tables",
                ["table_catalog", "table_schema", "table_name", "table_type", "is_insertable_into", "is_typed"],
                [[.text("basin"), .text("public"), .text(table.name), .text("BASE TABLE"), .text("NO"), .text("NO")]]),
            CatalogRows(
                information: "columns",
                [
                    "table_catalog", "table_schema", "table_name", "column_name", "ordinal_position", "is_nullable",
                    "data_type", "numeric_precision",
                    "numeric_scale", "udt_catalog", "udt_schema", "udt_name", "is_identity", "is_generated",
                    "is_updatable",
                ],
                columns.map {
                    let known = CatalogTypes.named($0.type.oid)
                    let sizes = $0.type.modifier > 4 ? ($0.type.modifier - 4) : nil
                    return [
                        .text("basin"), .text("public"), .text(table.name), .text($0.column.name), .number($0.place),
                        .text($0.column.isRequired ? "NO" : "YES"), .text(known.shown),
                        sizes.map { .number(Int($0 >> 16)) } ?? .null,
                        sizes.map { .number(Int($0 & 0xFFFF)) } ?? .null, .text("basin"), .text("pg_catalog"),
                        .text(known.name), .text("NO"),
                        .text("NEVER"), .text("NO"),
                    ]
                }),
        ].filter { !$0.rows.isEmpty }
    }
}
