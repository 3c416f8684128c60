import BasinCore

/// Follows every column of a bound plan down to the columns of datasets.
///
/// DuckDB's own binder has resolved all names, stars and scopes before, so nothing of SQL's rules is repeated here.
/// What is not known, operator, expression or key, is an error and no lineage.
struct LineagePlan {
    /// What is known while an operator is looked at.
    struct Scope {
        /// By the plan's own number of the WITH.
        var commonTables: [UInt64: PlanRelation] = [:]
        /// The outer columns that a correlated subquery sees.
        var outer: [ColumnLineage?] = []
    }

    /// Operators that may be looked at; recursive WITHs are gone through several times.
    private static let mostVisits = 50_000
    private var visits = 0

    /// The lineage of the plan's result, in order.
    static func columns(_ plan: PlanNode) throws -> [ColumnLineage] {
        var lineage = LineagePlan()
        return try lineage.relation(plan, Scope()).values.map { column in
            guard let lineage = column.lineage else { throw hidden }
            return lineage
        }
    }

    static let hidden = SQLProblem("A row's number or file is no column of a dataset; leave rowid out.")

    mutating func relation(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        visits += 1
        guard visits <= Self.mostVisits else { throw SQLProblem("The SQL has too many recursive parts; simplify it.") }
        switch node.type {
        case "LOGICAL_GET": return try source(node, scope)
        case "LOGICAL_DUMMY_SCAN":
            return PlanRelation(table: try node.number("table_index"), [.constant(isNull: true)])
        case "LOGICAL_EXPRESSION_GET": return try rows(node, scope)
        case "LOGICAL_PROJECTION":
            try node.only(["type", "children", "table_index", "expressions"])
            let child = try only(node, scope)
            return PlanRelation(
                table: try node.number("table_index"), try lineages(node, "expressions", child.columns),
                indirect: child.indirect)
        case "LOGICAL_FILTER":
            try node.only(["type", "children", "expressions", "projection_map"])
            let child = try only(node, scope)
            let indirect = child.indirect.union(try origins(node, "expressions", child.columns))
            return PlanRelation(columns: try kept(child.columns, node, "projection_map"), indirect: indirect)
        case "LOGICAL_ORDER_BY":
            try node.only(["type", "children", "orders", "projections"])
            let child = try only(node, scope)
            let indirect = child.indirect.union(try orders(node, "orders", child.columns))
            return PlanRelation(columns: try kept(child.columns, node, "projections"), indirect: indirect)
        case "LOGICAL_LIMIT":
            try node.only(["type", "children", "limit_val", "offset_val"])
            let child = try only(node, scope)
            var indirect: Set<ColumnLineage.Origin> = []
            for key in ["limit_val", "offset_val"] {
                if let expression = try node.node(key).optional("expression") {
                    indirect.formUnion(try lineage(expression, child.columns).origins)
                }
            }
            return child.adding(indirect: indirect)
        case "LOGICAL_DISTINCT":
            try node.only(["type", "children", "distinct_type", "distinct_targets", "order_by"])
            let child = try only(node, scope)
            let order = try node.optional("order_by").map { try orders($0, "orders", child.columns) } ?? []
            return child.adding(indirect: try origins(node, "distinct_targets", child.columns).union(order))
        case "LOGICAL_AGGREGATE_AND_GROUP_BY": return try groups(node, scope)
        case "LOGICAL_WINDOW":
            try node.only(["type", "children", "window_index", "expressions"])
            return try appending(node, "window_index", scope)
        case "LOGICAL_UNNEST":
            try node.only(["type", "children", "unnest_index", "expressions"])
            let result = try appending(node, "unnest_index", scope)
            return result.adding(indirect: try origins(node, "expressions", result.columns))
        case "LOGICAL_UNION", "LOGICAL_EXCEPT", "LOGICAL_INTERSECT": return try set(node, scope)
        case "LOGICAL_CROSS_PRODUCT", "LOGICAL_COMPARISON_JOIN", "LOGICAL_ANY_JOIN", "LOGICAL_ASOF_JOIN",
            "LOGICAL_DELIM_JOIN":
            return try join(node, scope)
        case "LOGICAL_DELIM_GET":
            guard try node.list("chunk_types").count == scope.outer.count else {
                throw PlanNode.untraceable("a correlated subquery")
            }
            return PlanRelation(table: try node.number("table_index"), scope.outer)
        case "LOGICAL_MATERIALIZED_CTE":
            try node.only(["type", "children", "column_count", "ctename", "materialize", "table_index"])
            let children = try two(node)
            var inner = scope
            inner.commonTables[try node.number("table_index")] = try relation(children.0, scope)
            return try relation(children.1, inner)
        case "LOGICAL_RECURSIVE_CTE": return try recursion(node, scope)
        case "LOGICAL_CTE_REF":
            guard !node.flag("is_recurring"), let table = scope.commonTables[try node.number("cte_index")],
                try node.list("chunk_types").count == table.columns.count
            else { throw PlanNode.untraceable("a reference to a recursive WITH") }
            return PlanRelation(
                table: try node.number("table_index"), table.columns.map(\.lineage), indirect: table.indirect)
        default: throw PlanNode.untraceable(node.type)
        }
    }

    /// The columns that an operator gives on; no list means all.
    func kept(_ columns: [PlanRelation.Column], _ node: PlanNode, _ key: String) throws -> [PlanRelation.Column] {
        if node.isEmpty(key) { return columns }
        return try node.list(key).map { index in
            guard let index = index as? Int, columns.indices.contains(index) else {
                throw PlanNode.untraceable("\(node.type) with \(key)")
            }
            return columns[index]
        }
    }

    /// Of the one child.
    mutating func only(_ node: PlanNode, _ scope: Scope) throws -> PlanRelation {
        let children = try node.nodes("children")
        guard children.count == 1 else { throw PlanNode.untraceable(node.type) }
        return try relation(children[0], scope)
    }

    func two(_ node: PlanNode) throws -> (PlanNode, PlanNode) {
        let children = try node.nodes("children")
        guard children.count == 2 else { throw PlanNode.untraceable(node.type) }
        return (children[0], children[1])
    }

    /// The child's columns, and after them one an expression.
    private mutating func appending(_ node: PlanNode, _ index: String, _ scope: Scope) throws -> PlanRelation {
        let child = try only(node, scope)
        let added = PlanRelation(table: try node.number(index), try lineages(node, "expressions", child.columns))
        return PlanRelation(columns: child.columns + added.columns, indirect: child.indirect)
    }
}
