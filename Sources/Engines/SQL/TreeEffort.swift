import BasinCore

/// How much work DuckDB's binder has with a whole syntax tree, whatever that calls: for SQL that `SyntaxTreeCheck` does not
/// judge, because it is asked of an instance that holds no rows.
package struct TreeEffort {
    private var effort = BindingEffort()
    /// Functions whose bodies name their arguments more than once.
    private let macros: Set<String>
    private static let mostDepth = 1_000

    private init(macros: Set<String>) { self.macros = macros }

    /// - Parameter tree: the answer of `json_serialize_sql`, decoded.
    /// - Throws: `.query` when binding could keep a core busy for long: it cannot be interrupted.
    package static func check(_ tree: Any, macros: Set<String>) throws {
        if let tree = tree as? [String: Any] { try ColumnEffort.check(tree) }
        var effort = TreeEffort(macros: macros)
        try effort.visit(tree, depth: 0)
    }

    private mutating func visit(_ value: Any?, depth: Int) throws {
        guard depth < Self.mostDepth else { throw BasinError(.query, "The SQL is nested too deeply; simplify it.") }
        if let list = value as? [Any] {
            for item in list { try visit(item, depth: depth + 1) }
            return
        }
        guard let node = value as? [String: Any] else { return }
        let type = node["type"] as? String ?? ""
        if type == "SELECT_NODE" { return try select(node, depth: depth) }
        if type == "JOIN" { try effort.join() }
        guard let kind = node["class"] as? String else { return try visitAll(node, depth: depth) }
        try effort.node()
        if kind == "COLUMN_REF", let name = (node["column_names"] as? [String])?.last {
            try effort.reference(name.lowercased())
        }
        let before = effort.weight
        defer { effort.weight = before }
        effort.weight = min(before * times(kind, node), BindingEffort.most)
        try visitAll(node, depth: depth)
    }

    private func times(_ kind: String, _ node: [String: Any]) -> Int {
        switch kind {
        case "SUBQUERY", "LAMBDA": 2
        case "FUNCTION": macros.contains((node["function_name"] as? String ?? "").lowercased()) ? 4 : 1
        default: 1
        }
    }

    private mutating func visitAll(_ node: [String: Any], depth: Int) throws {
        for value in node.values { try visit(value, depth: depth + 1) }
    }

    /// What stands in FROM comes first, then the columns in order: each may name those before it.
    private mutating func select(_ node: [String: Any], depth: Int) throws {
        var node = node
        let outer = effort.aliases
        defer { effort.aliases = outer }
        try visit(node.removeValue(forKey: "cte_map"), depth: depth + 1)
        try visit(node.removeValue(forKey: "from_table"), depth: depth + 1)
        for item in node.removeValue(forKey: "select_list") as? [Any] ?? [] {
            let before = effort.spent
            try visit(item, depth: depth + 1)
            if let alias = (item as? [String: Any])?["alias"] as? String, !alias.isEmpty {
                effort.aliases[alias.lowercased()] = effort.spent - before
            }
        }
        try visitAll(node, depth: depth)
    }
}
