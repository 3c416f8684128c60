import BasinCore

/// Where rows of several relations meet.
extension LineagePlan {
    mutating func join(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        try node.only([
            "type", "children", "join_type", "mark_index", "left_projection_map", "right_projection_map", "conditions",
            "condition", "mark_types", "duplicate_eliminated_columns", "delim_flipped", "predicate",
        ])
        guard !node.flag("delim_flipped") else { throw PlanNode.untraceable("a subquery turned round") }
        let children = try two(node)
        let left = try relation(children.0, scope)
        var inner = scope
        var eliminated: [ColumnLineage] = []
        if node.type == "LOGICAL_DELIM_JOIN" {
            eliminated = try lineages(node, "duplicate_eliminated_columns", left.columns)
            inner.outer = eliminated
        }
        let right = try relation(children.1, inner)
        if node.type == "LOGICAL_CROSS_PRODUCT" {
            // A scalar subquery has one row always, which changes nothing about the others.
            if try isOneRow(children.1) {
                return PlanRelation(columns: left.columns + right.values, indirect: left.indirect)
            }
            return PlanRelation(columns: left.columns + right.columns, indirect: left.indirect.union(right.indirect))
        }
        let matched = try conditions(node, left.columns, right.columns, given: eliminated)
        let deciding = left.indirect.union(right.indirect).union(matched.flatMap(\.origins))
        let first = try kept(left.columns, node, "left_projection_map"),
            second = try kept(right.columns, node, "right_projection_map")
        switch node.text("join_type") {
        case "INNER", "LEFT", "RIGHT", "FULL": return PlanRelation(columns: first + second, indirect: deciding)
        case "SEMI", "ANTI": return PlanRelation(columns: first, indirect: deciding)
        case "SINGLE":
            // A scalar subquery: rows stay as they are, the conditions only choose the value.
            let chosen = right.indirect.union(matched.flatMap(\.origins))
            let added = second.map {
                PlanRelation.Column(binding: $0.binding, lineage: $0.lineage?.adding(indirect: chosen))
            }
            return PlanRelation(columns: first + added, indirect: left.indirect)
        case "MARK":
            // IN and EXISTS: rows stay, one column says whether there is a match.
            let mark = ColumnLineage.derived(from: matched).adding(indirect: right.indirect)
            let added = PlanRelation(table: try node.number("mark_index"), [mark])
            return PlanRelation(columns: first + added.columns, indirect: left.indirect)
        default: throw PlanNode.untraceable("\(node.text("join_type")) JOIN")
        }
    }

    /// An aggregate of everything, perhaps with something computed from it.
    private func isOneRow(_ node: PlanNode) throws -> Bool {
        switch node.type {
        case "LOGICAL_PROJECTION": try node.nodes("children").first.map(isOneRow) ?? false
        case "LOGICAL_AGGREGATE_AND_GROUP_BY": node.isEmpty("groups") && node.isEmpty("grouping_sets")
        default: false
        }
    }

    /// - Parameter given: what a correlated subquery gets of the rows outside. That it is put beside these rows again, by a
    ///   comparison with itself, decides nothing; what the subquery does with it is told where it does it.
    private func conditions(
        _ node: PlanNode, _ left: [PlanRelation.Column], _ right: [PlanRelation.Column], given: [ColumnLineage]
    ) throws -> [ColumnLineage] {
        var found: [ColumnLineage] = [], given = given
        for condition in node.values["conditions"] == nil ? [] : try node.nodes("conditions") {
            guard condition.values["left"] != nil, condition.values["right"] != nil else {
                throw PlanNode.untraceable("a join's condition")
            }
            try condition.only(["left", "right", "comparison"])
            let sides = (try lineage(try condition.node("left"), left), try lineage(try condition.node("right"), right))
            let isItself = sides.0 == sides.1 && condition.text("comparison") == "COMPARE_NOT_DISTINCT_FROM"
            // Each once: what a person compares so, too, decides something.
            if isItself, let known = given.firstIndex(of: sides.0) {
                given.remove(at: known)
                continue
            }
            found += [sides.0, sides.1]
        }
        for key in ["condition", "predicate"] {
            if let condition = try node.optional(key) { found.append(try lineage(condition, left + right)) }
        }
        return found
    }

    /// UNION, EXCEPT and INTERSECT. Without ALL, a DISTINCT stands above.
    mutating func set(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        try node.only(["type", "children", "table_index", "column_count", "setop_all", "allow_out_of_order"])
        let parts = try node.nodes("children").map { try relation($0, scope) }
        guard let first = parts.first, parts.allSatisfy({ $0.columns.count == first.columns.count }) else {
            throw PlanNode.untraceable(node.type)
        }
        var indirect = parts.reduce(into: Set<ColumnLineage.Origin>()) { $0.formUnion($1.indirect) }
        let columns = try first.columns.indices.map { index -> ColumnLineage in
            try ColumnLineage.chosen(
                among: (node.type == "LOGICAL_UNION" ? parts : [first]).map { part in
                    guard let lineage = part.columns[index].lineage else { throw Self.hidden }
                    return lineage
                })
        }
        // The others' rows decide which of the first ones stay; whole rows are compared.
        if node.type != "LOGICAL_UNION" {
            for column in parts.flatMap(\.columns) { indirect.formUnion(column.lineage?.origins ?? []) }
        }
        return PlanRelation(table: try node.number("table_index"), columns, indirect: indirect)
    }

    mutating func groups(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        try node.only([
            "type", "children", "expressions", "group_index", "aggregate_index", "groupings_index", "groups",
            "grouping_sets",
            "grouping_functions", "distinct_validity",
        ])
        let child = try only(node, scope)
        let groups = PlanRelation(table: try node.number("group_index"), try lineages(node, "groups", child.columns))
        let aggregates = PlanRelation(
            table: try node.number("aggregate_index"), try lineages(node, "expressions", child.columns))
        let groupings = PlanRelation(
            table: try node.number("groupings_index"),
            try node.list("grouping_functions").map { _ in .constant(isNull: false) })
        return PlanRelation(
            columns: groups.columns + aggregates.columns + groupings.columns,
            indirect: child.indirect.union(try origins(node, "groups", child.columns)))
    }
}
