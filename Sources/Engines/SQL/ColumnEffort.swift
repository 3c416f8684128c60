import BasinCore

/// How many columns SQL makes. A star gives as many as stand behind FROM, so that stars over stars double them each time:
/// DuckDB writes all of them down before anything runs, outside of its limits, and cannot be interrupted.
struct ColumnEffort {
    /// Of all SELECTs of a statement together: about a second's worth.
    private static let most = 50_000.0
    /// What is taken for a dataset, whose columns are not known here.
    private static let ofDataset = 20.0
    private var spent = 0.0

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
        for case let entry as [String: Any] in (node["cte_map"] as? [String: Any])?["map"] as? [Any] ?? [] {
            let columns = try width((entry["value"] as? [String: Any])?["query"], scope)
            scope[SyntaxTreeCheck.folded(entry["key"] as? String ?? "")] = columns
        }
        var rest = node
        rest["cte_map"] = nil
        var columns = 0.0
        if node["type"] as? String == "SELECT_NODE" {
            let source = try width(rest.removeValue(forKey: "from_table"), scope)
            for item in rest.removeValue(forKey: "select_list") as? [Any] ?? [] {
                columns += Self.holdsStar(item) ? max(1, source) : 1
                _ = try width(item, scope)
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

    /// Outside of what is a query of its own.
    private static func holdsStar(_ value: Any) -> Bool {
        if let list = value as? [Any] { return list.contains { holdsStar($0) } }
        guard let node = value as? [String: Any] else { return false }
        if node["class"] as? String == "STAR" { return true }
        if node["class"] as? String == "SUBQUERY" { return node["child"].map { holdsStar($0) } ?? false }
        return node.values.contains { holdsStar($0) }
    }
}
