import BasinCore

/// Where rows begin.
extension LineagePlan {
    /// A dataset, or a function in FROM.
    mutating func source(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        let table = try node.number("table_index")
        let names = try node.list("names").map { $0 as? String ?? "" }
        let indices = try node.nodes("column_indexes")
        for index in indices {
            guard index.isEmpty("child_indexes") else { throw PlanNode.untraceable("part of a column") }
        }
        guard node.isEmpty("projection_ids") else { throw PlanNode.untraceable("a source that projects") }
        if node.text("name") == "seq_scan" {
            let dataset = try node.node("function_data").text("table")
            guard !dataset.isEmpty, node.isEmpty("children") else {
                throw PlanNode.untraceable("a source without a name")
            }
            return PlanRelation(
                table: table,
                try indices.map { index in
                    let number = try index.number("index")
                    guard number < names.count else { return nil }
                    return .stored(ColumnLineage.Origin(dataset: dataset, column: names[Int(number)]))
                })
        }
        guard AllowedFunctions.tables.contains(node.text("name")) else { throw PlanNode.untraceable(node.text("name")) }
        let child = node.isEmpty("children") ? PlanRelation([]) : try only(node, scope)
        let projected = try node.list("projected_input").map { ($0 as? Int) ?? -1 }
        guard projected.allSatisfy(child.columns.indices.contains) else {
            throw PlanNode.untraceable("a function in FROM")
        }
        // Its arguments decide its rows as well as their values.
        let arguments = child.columns.indices.filter { !projected.contains($0) }.compactMap {
            child.columns[$0].lineage
        }
        let own = [ColumnLineage?](repeating: .derived(from: arguments), count: max(1, indices.count))
        return PlanRelation(
            table: table, own + projected.map { child.columns[$0].lineage },
            indirect: child.indirect.union(arguments.flatMap(\.origins)))
    }

    /// VALUES.
    mutating func rows(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        try node.only(["type", "children", "table_index", "expr_types", "expressions"])
        let child = try only(node, scope)
        let rows = try node.list("expressions").map { row -> [ColumnLineage] in
            guard let cells = row as? [Any] else { throw PlanNode.untraceable("VALUES") }
            return try cells.map { try lineage(try PlanNode($0), child.columns) }
        }
        let width = try node.list("expr_types").count
        guard rows.allSatisfy({ $0.count == width }) else { throw PlanNode.untraceable("VALUES") }
        let columns = (0..<width).map { column in ColumnLineage.chosen(among: rows.map { $0[column] }) }
        return PlanRelation(table: try node.number("table_index"), columns, indirect: child.indirect)
    }

    /// A recursive WITH: gone through until nothing new is found.
    mutating func recursion(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        try node.only([
            "type", "children", "union_all", "ctename", "table_index", "column_count", "key_targets", "ref_recurring",
        ])
        guard node.isEmpty("key_targets"), !node.flag("ref_recurring") else {
            throw SQLProblem("USING KEY is not allowed in a pipeline; use WITH RECURSIVE without it.")
        }
        let table = try node.number("table_index"), children = try two(node)
        var found = try relation(children.0, scope)
        while true {
            var inner = scope
            inner.commonTables[table] = found
            let next = try relation(children.1, inner)
            guard next.columns.count == found.columns.count else { throw PlanNode.untraceable("a recursive WITH") }
            var indirect = found.indirect.union(next.indirect)
            let columns = try zip(found.columns, next.columns).map { a, b in
                guard let first = a.lineage, let second = b.lineage else { throw Self.hidden }
                return ColumnLineage.chosen(among: [first, second])
            }
            // UNION throws away what is there already, whole rows compared.
            if !node.flag("union_all") { for column in columns { indirect.formUnion(column.origins) } }
            let merged = PlanRelation(table: table, columns, indirect: indirect)
            if merged.columns.map(\.lineage) == found.columns.map(\.lineage), merged.indirect == found.indirect {
                return merged
            }
            found = merged
        }
    }
}
