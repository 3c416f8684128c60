/// PostgreSQL's functions about its catalog, as macros of DuckDB. Those that look something up do so in tables of their
/// own, whose columns begin with an underscore: an argument that is a column's name must not become one of theirs.
package enum CatalogMacros {
    private static let schema = CatalogTables.systemSchema

    /// What the macros look into.
    static let tables = [
        "_type (_o BIGINT, _n VARCHAR, _t VARCHAR)", "_relation (_o BIGINT, _n VARCHAR)",
        "_namespace (_o BIGINT, _n VARCHAR)",
        "_role (_o BIGINT, _n VARCHAR)", "_description (_o BIGINT, _s INTEGER, _c BIGINT, _d VARCHAR)",
        "_setting (_n VARCHAR, _v VARCHAR)",
    ].map { "CREATE TABLE \(schema).\($0)" }

    /// The names that are macros, so that a call of one finds it and not DuckDB's own.
    package static let names = Set(all.map(\.name))

    static func statements(version: String) -> [String] {
        all.filter { !$0.overloads.isEmpty }.map {
            "CREATE MACRO \(schema).\($0.name)\($0.overloads.joined(separator: ", "))"
        } + [
            "CREATE MACRO \(schema).version() AS 'PostgreSQL \(Settings.serverVersion(version))'"
        ]
    }

    private static let all: [(name: String, overloads: [String])] =
        [("version", [])] + visible + definitions + privileges + sizes + lookups + session + arrays

    private static let visible = [
        "table", "type", "function", "collation", "opclass", "operator", "opfamily", "conversion",
    ].map {
        ("pg_\($0)_is_visible", ["(p_o) AS true"])
    }

    private static let definitions: [(name: String, overloads: [String])] =
        [("pg_get_expr", ["(p_a, p_b) AS CAST(p_a AS VARCHAR)", "(p_a, p_b, p_c) AS CAST(p_a AS VARCHAR)"])]
        + [
            "constraintdef", "indexdef", "viewdef", "ruledef", "triggerdef", "functiondef", "function_result",
            "function_arguments",
            "function_identity_arguments", "function_sqlbody", "serial_sequence", "statisticsobjdef_columns",
            "statisticsobjdef", "partkeydef",
            "partition_constraintdef",
        ].map { ("pg_get_\($0)", ["(p_a)", "(p_a, p_b)", "(p_a, p_b, p_c)"].map { $0 + " AS CAST(NULL AS VARCHAR)" }) }

    /// Reading is what everybody may who sees it.
    private static let privileges: [(name: String, overloads: [String])] =
        [
            "table", "schema", "database", "column", "any_column", "sequence", "function", "type", "tablespace",
            "server", "language",
        ].map {
            let read = "regexp_matches(upper(p_p), 'SELECT|USAGE|CONNECT|EXECUTE')"
            return (
                "has_\($0)_privilege",
                ["(p_a, p_p) AS \(read)", "(p_a, p_b, p_p) AS \(read)", "(p_a, p_b, p_c, p_p) AS \(read)"]
            )
        } + [("pg_has_role", ["(p_a, p_p) AS true", "(p_a, p_b, p_p) AS true"])]

    private static let sizes: [(name: String, overloads: [String])] =
        ["table", "total_relation", "indexes", "database", "tablespace"].map {
            ("pg_\($0)_size", ["(p_o) AS CAST(0 AS BIGINT)"])
        }
        + [
            ("pg_relation_size", ["(p_o) AS CAST(0 AS BIGINT)", "(p_o, p_f) AS CAST(0 AS BIGINT)"]),
            ("pg_size_pretty", ["(p_n) AS CAST(p_n AS VARCHAR) || ' bytes'"]),
            ("pg_relation_is_publishable", ["(p_o) AS false"]),
            ("pg_tablespace_location", ["(p_o) AS ''"]), ("pg_stat_get_numscans", ["(p_o) AS CAST(0 AS BIGINT)"]),
            ("pg_relation_filenode", ["(p_o) AS CAST(NULL AS BIGINT)"]),
        ]

    private static let lookups: [(name: String, overloads: [String])] = [
        (
            "format_type",
            [
                "(p_o, p_m) AS (SELECT CASE WHEN _o = 1700 AND p_m > 3 THEN 'numeric(' || ((p_m - 4) // 65536) || ',' || ((p_m - 4) % 65536) "
                    + "|| ')' ELSE _t END FROM \(schema)._type WHERE _o = p_o)"
            ]
        ),
        ("pg_get_userbyid", ["(p_o) AS (SELECT _n FROM \(schema)._role WHERE _o = p_o)"]),
        (
            "obj_description",
            [
                "(p_o) AS (SELECT min(_d) FROM \(schema)._description WHERE _o = p_o AND _s = 0)",
                "(p_o, p_c) AS (SELECT min(_d) FROM \(schema)._description WHERE _o = p_o AND _s = 0 AND p_c = 'pg_class')",
            ]
        ),
        (
            "col_description",
            ["(p_o, p_s) AS (SELECT min(_d) FROM \(schema)._description WHERE _o = p_o AND _s = p_s AND _s > 0)"]
        ),
        ("shobj_description", ["(p_o, p_c) AS CAST(NULL AS VARCHAR)"]),
        (
            "regclass_name",
            ["(p_o) AS coalesce((SELECT min(_n) FROM \(schema)._relation WHERE _o = p_o), CAST(p_o AS VARCHAR))"]
        ),
        (
            "regnamespace_name",
            ["(p_o) AS coalesce((SELECT min(_n) FROM \(schema)._namespace WHERE _o = p_o), CAST(p_o AS VARCHAR))"]
        ),
        (
            "regtype_name",
            ["(p_o) AS coalesce((SELECT min(_t) FROM \(schema)._type WHERE _o = p_o), CAST(p_o AS VARCHAR))"]
        ),
        (
            "regrole_name",
            ["(p_o) AS coalesce((SELECT min(_n) FROM \(schema)._role WHERE _o = p_o), CAST(p_o AS VARCHAR))"]
        ),
        ("regclass_oid", ["(p_n) AS coalesce(TRY_CAST(p_n AS BIGINT), \(oid("_relation", "_n = \(plain)")))"]),
        ("regnamespace_oid", ["(p_n) AS coalesce(TRY_CAST(p_n AS BIGINT), \(oid("_namespace", "_n = \(plain)")))"]),
        ("regrole_oid", ["(p_n) AS coalesce(TRY_CAST(p_n AS BIGINT), \(oid("_role", "_n = \(plain)")))"]),
        (
            "regtype_oid",
            ["(p_n) AS coalesce(TRY_CAST(p_n AS BIGINT), \(oid("_type", "_n = \(plain) OR _t = lower(\(plain))")))"]
        ),
        ("regproc_oid", ["(p_n) AS \(plain)"]), ("regproc_name", ["(p_o) AS CAST(p_o AS VARCHAR)"]),
        ("to_regclass", ["(p_n) AS \(oid("_relation", "_n = \(plain)"))"]),
        ("to_regnamespace", ["(p_n) AS \(oid("_namespace", "_n = \(plain)"))"]),
        ("to_regtype", ["(p_n) AS \(oid("_type", "_n = \(plain) OR _t = lower(\(plain))"))"]),
    ]

    /// A name without its schema and its quotes.
    private static let plain =
        "replace(regexp_replace(CAST(p_n AS VARCHAR), '^\"?(pg_catalog|public|information_schema)\"?[.]', ''), '\"', '')"

    private static func oid(_ table: String, _ condition: String) -> String {
        "(SELECT min(_o) FROM \(schema).\(table) WHERE \(condition))"
    }

    private static let session: [(name: String, overloads: [String])] = [
        ("current_database", ["() AS 'basin'"]), ("current_schema", ["() AS 'public'"]),
        ("current_schemas", ["(p_i) AS CASE WHEN p_i THEN ['pg_catalog', 'public'] ELSE ['public'] END"]),
        (
            "current_setting",
            [
                "(p_n) AS (SELECT min(_v) FROM \(schema)._setting WHERE _n = lower(p_n))",
                "(p_n, p_m) AS (SELECT min(_v) FROM \(schema)._setting WHERE _n = lower(p_n))",
            ]
        ),
        ("set_config", ["(p_n, p_v, p_l) AS CAST(p_v AS VARCHAR)"]), ("pg_is_in_recovery", ["() AS false"]),
        ("pg_is_wal_replay_paused", ["() AS false"]), ("pg_postmaster_start_time", ["() AS now()"]),
        ("pg_conf_load_time", ["() AS now()"]), ("txid_current", ["() AS CAST(1 AS BIGINT)"]),
        ("pg_my_temp_schema", ["() AS 0"]),
        ("pg_is_other_temp_schema", ["(p_o) AS false"]), ("row_security_active", ["(p_o) AS false"]),
        ("inet_server_addr", ["() AS CAST(NULL AS VARCHAR)"]), ("inet_server_port", ["() AS CAST(NULL AS INTEGER)"]),
        ("pg_encoding_to_char", ["(p_e) AS 'UTF8'"]), ("pg_char_to_encoding", ["(p_e) AS 6"]),
        (
            "quote_ident",
            [
                "(p_n) AS CASE WHEN regexp_full_match(p_n, '[a-z_][a-z0-9_]*') THEN p_n ELSE '\"' || replace(p_n, '\"', '\"\"') || '\"' END"
            ]
        ),
    ]

    private static let arrays: [(name: String, overloads: [String])] = [
        ("array_upper", ["(p_a, p_d) AS CASE WHEN len(p_a) > 0 THEN len(p_a) END"]),
        ("array_lower", ["(p_a, p_d) AS CASE WHEN len(p_a) > 0 THEN 1 END"]),
        ("_pg_expandarray", ["(p_a) AS unnest(list_transform(p_a, lambda x, i: {'x': x, 'n': i}))"]),
    ]
}
