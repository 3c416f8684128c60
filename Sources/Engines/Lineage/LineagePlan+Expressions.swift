import BasinCore

extension LineagePlan {
    func lineages(_ node: PlanNode, _ key: String, _ columns: [PlanRelation.Column]) throws -> [ColumnLineage] {
        try node.nodes(key).map { try lineage($0, columns) }
    }

    /// Everything that a list of expressions has to do with.
    func origins(_ node: PlanNode, _ key: String, _ columns: [PlanRelation.Column]) throws -> Set<ColumnLineage.Origin>
    {
        Set(try lineages(node, key, columns).flatMap(\.origins))
    }

    /// The same for ORDER BY.
    func orders(_ node: PlanNode, _ key: String, _ columns: [PlanRelation.Column]) throws -> Set<ColumnLineage.Origin> {
        Set(try node.nodes(key).flatMap { try lineage(try $0.node("expression"), columns).origins })
    }

    /// Of a bound expression over an operator's input.
    func lineage(_ node: PlanNode, _ columns: [PlanRelation.Column]) throws -> ColumnLineage {
        switch node.text("expression_class") {
        case "BOUND_REF":
            let index = try node.number("index")
            guard index < columns.count else { throw PlanNode.untraceable("a column out of reach") }
            return try found(columns[Int(index)])
        case "BOUND_COLUMN_REF":
            let binding = try node.node("binding")
            let sought = PlanRelation.Binding(
                table: try binding.number("table_index"), column: try binding.number("column_index"))
            guard try node.number("depth") == 0, let column = columns.first(where: { $0.binding == sought }) else {
                throw PlanNode.untraceable("a column out of reach")
            }
            return try found(column)
        case "BOUND_CONSTANT": return .constant(isNull: try node.node("value").flag("is_null"))
        case "BOUND_CAST":
            let child = try lineage(try node.node("child"), columns)
            return child.isNull ? child : .derived(from: [child])
        case "BOUND_UNNEST": return .derived(from: [try lineage(try node.node("child"), columns)])
        case "BOUND_COMPARISON":
            return .derived(from: try ["left", "right"].map { try lineage(try node.node($0), columns) })
        case "BOUND_BETWEEN":
            return .derived(from: try ["input", "lower", "upper"].map { try lineage(try node.node($0), columns) })
        case "BOUND_CONJUNCTION": return .derived(from: try lineages(node, "children", columns))
        case "BOUND_OPERATOR":
            let parts = try lineages(node, "children", columns)
            return ["OPERATOR_COALESCE", "OPERATOR_TRY"].contains(node.type)
                ? .chosen(among: parts) : .derived(from: parts)
        case "BOUND_FUNCTION":
            // A lambda's captures are children; its body, kept elsewhere, sees nothing else.
            // error() gives no value: it stands where a scalar subquery finds several rows.
            if node.text("name") == "error" { return .constant(isNull: true) }
            return .derived(from: try lineages(node, "children", columns))
        case "BOUND_CASE": return try choice(node, columns)
        case "BOUND_AGGREGATE": return try aggregate(node, columns)
        case "BOUND_WINDOW": return try window(node, columns)
        default: throw PlanNode.untraceable(node.text("expression_class"))
        }
    }

    private func found(_ column: PlanRelation.Column) throws -> ColumnLineage {
        guard let lineage = column.lineage else { throw Self.hidden }
        return lineage
    }

    /// One of the branches; the conditions show in the result.
    private func choice(_ node: PlanNode, _ columns: [PlanRelation.Column]) throws -> ColumnLineage {
        let checks = try node.nodes("case_checks")
        let branches = try checks.map { try $0.node("then_expr") } + [try node.node("else_expr")]
        let conditions = try checks.map { try lineage(try $0.node("when_expr"), columns) }
        return ColumnLineage.chosen(among: try branches.map { try lineage($0, columns) }).adding(
            .derived(from: conditions))
    }

    /// Aggregates and windows that answer one of the values they are given.
    private static let choosing: Set<String> = [
        "any_value", "arbitrary", "arg_max", "arg_max_null", "arg_max_nulls_last", "arg_min", "arg_min_null",
        "arg_min_nulls_last", "argmax", "argmin", "first", "first_value", "lag", "last", "last_value", "lead", "max_by",
        "min_by",
        "nth_value",
    ]

    /// The first argument is what is chosen from; others say which one. More than two make a list of several.
    private func applied(_ name: String, _ arguments: [ColumnLineage]) -> ColumnLineage {
        guard Self.choosing.contains(name), let value = arguments.first, arguments.count <= 2 else {
            return .derived(from: arguments)
        }
        return value.adding(indirect: Set(arguments.dropFirst().flatMap(\.origins)))
    }

    private func aggregate(_ node: PlanNode, _ columns: [PlanRelation.Column]) throws -> ColumnLineage {
        var indirect: Set<ColumnLineage.Origin> = []
        if let filter = try node.optional("filter") { indirect.formUnion(try lineage(filter, columns).origins) }
        if let order = try node.optional("order_bys") { indirect.formUnion(try orders(order, "orders", columns)) }
        return applied(node.text("name"), try lineages(node, "children", columns)).adding(indirect: indirect)
    }

    private func window(_ node: PlanNode, _ columns: [PlanRelation.Column]) throws -> ColumnLineage {
        try node.only([
            "alias", "arg_orders", "arguments", "catalog_name", "children", "default_expr", "distinct", "end",
            "end_expr",
            "exclude_clause", "expression_class", "filters", "function_data", "has_serialize", "ignore_nulls", "name",
            "offset_expr",
            "orders", "original_arguments", "partitions", "query_location", "return_type", "schema_name", "start",
            "start_expr", "type",
        ])
        let name =
            node.type == "WINDOW_AGGREGATE"
            ? node.text("name") : String(node.type.dropFirst("WINDOW_".count)).lowercased()
        var value = applied(name, try lineages(node, "children", columns))
        if let other = try node.optional("default_expr") {
            value = .chosen(among: [value, try lineage(other, columns)])
        }
        var indirect = try origins(node, "partitions", columns)
        indirect.formUnion(try orders(node, "orders", columns))
        indirect.formUnion(try orders(node, "arg_orders", columns))
        for key in ["filters", "start_expr", "end_expr", "offset_expr"] {
            if let expression = try node.optional(key) { indirect.formUnion(try lineage(expression, columns).origins) }
        }
        return value.adding(indirect: indirect)
    }
}
