import BasinCore
import Foundation

extension SyntaxTreeCheck {
    mutating func table(_ value: Any?, scope: Scope) throws {
        try deeper { check in
            let common: Set<String> = ["type", "alias", "sample", "query_location"]
            let type = (value as? Node)?["type"] as? String ?? "none"
            check.locate(value)
            try check.sample((value as? Node)?["sample"])
            switch type {
            case "EMPTY":
                _ = try check.object(value, type, keys: common)
            case "BASE_TABLE":
                let node = try check.object(
                    value, type, keys: common.union(["schema_name", "table_name", "catalog_name", "column_name_alias", "at_clause"]))
                guard let name = node["table_name"] as? String, let schema = node["schema_name"] as? String,
                    let catalog = node["catalog_name"] as? String, Self.isNull(node["at_clause"])
                else { throw Self.unknown("AT") }
                try check.named(name, schema: schema, catalog: catalog, scope: scope)
                if !scope.contains(Self.folded(name)) {
                    let alias = node["alias"] as? String ?? ""
                    check.rowNames.insert(Self.folded(alias.isEmpty ? name : alias))
                    // Other names for its columns, in their order.
                    if (node["column_name_alias"] as? [Any])?.isEmpty == false { check.readsUnnamed = true }
                }
            case "SUBQUERY":
                let node = try check.object(value, type, keys: common.union(["subquery", "column_name_alias"]))
                try check.select(node["subquery"], scope: scope)
            case "JOIN":
                let node = try check.object(
                    value, type,
                    keys: common.union([
                        "left", "right", "condition", "join_type", "ref_type", "using_columns", "delim_flipped",
                        "duplicate_eliminated_columns",
                    ]))
                guard try check.array(node["duplicate_eliminated_columns"], type).isEmpty else { throw Self.unknown(type) }
                if check.purpose == .pipeline, node["ref_type"] as? String == "POSITIONAL" {
                    throw BasinError(
                        .query, "Rows have no order, so a POSITIONAL JOIN pairs others each time; join ON what they share.")
                }
                if node["ref_type"] as? String == "NATURAL" { check.readsUnnamed = true }
                check.columns.formUnion((node["using_columns"] as? [String] ?? []).map(Self.folded))
                try check.effort.join()
                try check.table(node["left"], scope: scope)
                try check.table(node["right"], scope: scope)
                try check.optional(node["condition"], scope: scope)
            case "TABLE_FUNCTION":
                let node = try check.object(value, type, keys: common.union(["function", "column_name_alias", "with_ordinality"]))
                try check.function(node["function"], scope: scope, allowed: AllowedFunctions.tables)
            case "EXPRESSION_LIST":
                let node = try check.object(value, type, keys: common.union(["expected_names", "expected_types", "values"]))
                guard try check.array(node["expected_types"], type).isEmpty else { throw Self.unknown(type) }
                for row in try check.array(node["values"], type) { try check.expressions(row, scope: scope) }
            case "SHOW_REF":
                throw BasinError(.query, "SHOW, DESCRIBE and SUMMARIZE are not allowed; use `basin datasets` and `basin show DATASET`.")
            case "PIVOT":
                throw BasinError(.query, "PIVOT and UNPIVOT are not allowed; aggregate with FILTER (WHERE …) for each value instead.")
            default: throw Self.unknown(type)
            }
        }
    }

    /// TABLESAMPLE: numbers and words only.
    func sample(_ value: Any?) throws {
        if Self.isNull(value) { return }
        if purpose == .pipeline {
            throw BasinError(.query, "A sample is another one each time; choose rows by hash(…) % 100 = 0 instead.")
        }
        _ = try object(value, "sample", keys: ["sample_size", "is_percentage", "method", "seed"])
    }

    static func isNull(_ value: Any?) -> Bool { value == nil || value is NSNull }
}
