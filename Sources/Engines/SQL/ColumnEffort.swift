import BasinCore

/// How many columns SQL makes. A star gives as many as stand behind FROM, so that stars over stars double them each time:
/// DuckDB writes all of them down before anything runs, outside of its limits, and cannot be interrupted. So it does with
/// types: a struct that holds a column of the query below twice has a type twice as large.
struct ColumnEffort {
    /// Of all SELECTs of a statement together: about a second's worth.
    private static let most = 50_000.0
    /// What is taken for a dataset, whose columns are not known here.
    private static let ofDataset = 20.0
    /// Parts of one column's type: about three seconds' worth.
    private static let mostParts = 8_192.0
    private var spent = 0.0
    /// Parts that a column of what was last looked at may have.
    private var parts = 1.0
    /// The same of what WITH names.
    private var partsByName: [String: Double] = [:]

    /// - Parameter tree: the answer of `json_serialize_sql`, decoded; its depth is limited by the decoder.
    /// - Throws: `.query` when there are too many.
    static func check(_ tree: [String: Any]) throws {
        var effort = ColumnEffort()
        _ = try effort.width(tree, [:])
    }

    /// The columns of what stands here; of what is no table, those of all that it holds.
    private mutating func width(_ value: Any?, _ scope: [String: Double]) throws -> Double {
        if let list = value as? [Any] {
            var sum = 0.0
            for item in list { sum += try width(item, scope) }
            return sum
        }
        guard let node = value as? [String: Any] else { return 0 }
        switch node["type"] as? String ?? "" {
        case "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE": return try query(node, scope)
        case "BASE_TABLE":
            parts = max(parts, partsByName[SyntaxTreeCheck.folded(node["table_name"] as? String ?? "")] ?? 1)
            return scope[SyntaxTreeCheck.folded(node["table_name"] as? String ?? "")] ?? Self.ofDataset
        case "JOIN":
            _ = try width(node["condition"], scope)
            return try width(node["left"], scope) + width(node["right"], scope)
        case "EXPRESSION_LIST":
            _ = try width(node["values"], scope)
            return Double(((node["values"] as? [Any])?.first as? [Any])?.count ?? 0)
        default:
            var sum = 0.0
            for child in node.values { sum += try width(child, scope) }
            // A function in FROM gives at least one.
            return node["type"] as? String == "TABLE_FUNCTION" ? sum + 1 : sum
        }
    }

    private mutating func query(_ node: [String: Any], _ outer: [String: Double]) throws -> Double {
        var scope = outer
        let (beside, named) = (parts, partsByName)
        defer {
            parts = max(beside, parts)
            partsByName = named
        }
        for case let entry as [String: Any] in (node["cte_map"] as? [String: Any])?["map"] as? [Any] ?? [] {
            parts = 1
            let columns = try width((entry["value"] as? [String: Any])?["query"], scope)
            let name = SyntaxTreeCheck.folded(entry["key"] as? String ?? "")
            scope[name] = columns
            partsByName[name] = parts
        }
        var rest = node
        rest["cte_map"] = nil
        parts = 1
        var columns = 0.0
        if node["type"] as? String == "SELECT_NODE" {
            let source = try width(rest.removeValue(forKey: "from_table"), scope)
            for item in rest.removeValue(forKey: "select_list") as? [Any] ?? [] {
                columns += Self.holdsStar(item) ? max(1, source) : 1
                _ = try width(item, scope)
            }
            parts *= max(1, (node["select_list"] as? [Any] ?? []).map { Self.kept($0, inside: false) }.max() ?? 1)
            guard parts <= Self.mostParts else {
                throw BasinError(.query, "The SQL puts structs into structs too often; take out what you need of them.")
            }
        } else {
            let left = try width(rest.removeValue(forKey: "left"), scope)
            if let name = node["cte_name"] as? String { scope[SyntaxTreeCheck.folded(name)] = left }
            let right = try width(rest.removeValue(forKey: "right"), scope)
            columns = (node["setop_type"] as? String ?? "").contains("BY_NAME") ? left + right : max(left, right)
        }
        for child in rest.values { _ = try width(child, scope) }
        spent += columns
        guard spent <= Self.most else {
            throw BasinError(.query, "The SQL makes too many columns of * over *; name those that you need.")
        }
        return columns
    }

    /// How many columns the expression keeps whole in a value that has parts.
    private static func kept(_ value: Any, inside: Bool) -> Double {
        if let list = value as? [Any] { return list.reduce(0) { $0 + kept($1, inside: inside) } }
        guard let node = value as? [String: Any] else { return 0 }
        switch node["class"] as? String {
        case "COLUMN_REF": return inside ? 1 : 0
        case "STAR": return inside ? ofDataset : 0
        case "SUBQUERY": return 0
        case "FUNCTION":
            let name = (node["function_name"] as? String ?? "").lowercased()
            let isMade = ["struct_pack", "row", "struct_insert", "map", "list_value", "list_pack", "array_value"].contains(name)
            return node.values.reduce(0) { $0 + kept($1, inside: inside || isMade) }
        default: return node.values.reduce(0) { $0 + kept($1, inside: inside) }
        }
    }

    /// Outside of what is a query of its own.
    private static func holdsStar(_ value: Any) -> Bool {
        if let list = value as? [Any] { return list.contains { holdsStar($0) } }
        guard let node = value as? [String: Any] else { return false }
        if node["class"] as? String == "STAR" { return true }
        if node["class"] as? String == "SUBQUERY" { return node["child"].map { holdsStar($0) } ?? false }
        return node.values.contains { holdsStar($0) }
    }
}
