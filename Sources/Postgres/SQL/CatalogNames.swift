/// What makes a statement one about the catalog: the names of PostgreSQL's catalogs, and the functions that tell of a
/// session.
enum CatalogNames {
    private static let schemas: Set<String> = ["pg_catalog", "information_schema"]
    /// Called without a schema, these know nothing of datasets.
    private static let functions: Set<String> = [
        "version", "current_schema", "current_schemas", "current_database", "current_catalog", "pg_backend_pid",
        "current_setting",
        "set_config", "format_type", "obj_description", "col_description", "shobj_description", "to_regclass",
        "to_regtype", "has_table_privilege",
        "has_schema_privilege", "has_database_privilege", "has_column_privilege", "has_any_column_privilege",
        "quote_ident",
        "inet_server_addr", "inet_server_port", "txid_current", "row_security_active",
    ]
    /// Words that PostgreSQL takes for a call without parentheses.
    private static let values: Set<String> = [
        "current_user", "session_user", "current_role", "current_catalog", "current_schema",
    ]
    private static let types: Set<String> = [
        "regclass", "regtype", "regproc", "regnamespace", "regrole", "oid", "oidvector", "int2vector",
    ]

    static func areIn(_ words: [SQLToken]) -> Bool {
        for (index, token) in words.enumerated() {
            guard let name = token.name?.lowercased() else { continue }
            let next = index + 1 < words.count ? words[index + 1] : nil
            let previous = index > 0 ? words[index - 1] : nil
            // A column or a table of that name is somebody's own.
            let isQualified = previous?.isSymbol(".") ?? false
            if schemas.contains(name), !isQualified || words[max(0, index - 2)].name?.lowercased() == "basin" {
                return true
            }
            if isQualified { continue }
            if name.hasPrefix("pg_"), next?.isSymbol("(") ?? false || CatalogTables.names.contains(name) { return true }
            if functions.contains(name), next?.isSymbol("(") ?? false { return true }
            if values.contains(name), token.kind == .word, !(previous?.isWord("as") ?? false) { return true }
            if types.contains(name), index > 1, previous?.isSymbol(":") ?? false, words[index - 2].isSymbol(":") {
                return true
            }
        }
        return false
    }
}
