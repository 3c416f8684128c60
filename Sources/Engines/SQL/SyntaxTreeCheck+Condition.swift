import BasinCore

extension SyntaxTreeCheck {
    /// Takes the whole answer of `json_serialize_sql` for `SELECT 1 WHERE (…)`, and judges what stands in the parentheses.
    mutating func runCondition(_ answer: Node) throws {
        let statements = try array(answer["statements"], "an answer without statements")
        guard statements.count == 1, let statement = statements.first as? Node, let node = statement["node"] as? Node,
            node["type"] as? String == "SELECT_NODE", (node["from_table"] as? Node)?["type"] as? String == "EMPTY",
            ["having", "qualify", "sample"].allSatisfy({ Self.isNull(node[$0]) }),
            try array(node["select_list"], "SELECT").count == 1,
            ["modifiers", "group_expressions", "group_sets"].allSatisfy({ (node[$0] as? [Any])?.isEmpty ?? true }),
            try array(object(node["cte_map"], "WITH", keys: ["map"])["map"], "WITH").isEmpty,
            !Self.isNull(node["where_clause"])
        else {
            throw BasinError(
                .query, "This is more than a condition; write only what would stand behind WHERE, as in length_s > 30.")
        }
        try expression(node["where_clause"], scope: [])
    }

    /// What stands for other rows than the one that is looked at.
    func ofOneRow(_ kind: String) throws {
        guard purpose == .condition else { return }
        switch kind {
        case "SUBQUERY": throw BasinError(.query, "A condition holds no subquery; it looks at one event by itself.")
        case "WINDOW": throw BasinError(.query, "A condition holds no OVER (…); it looks at one event by itself.")
        case "STAR", "POSITIONAL_REFERENCE": throw BasinError(.query, "A condition names its columns one by one.")
        default: break
        }
    }
}
