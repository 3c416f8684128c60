import BasinCore

extension SyntaxTreeCheck {
    mutating func optional(_ value: Any?, scope: Scope) throws {
        if !Self.isNull(value) { try expression(value, scope: scope) }
    }

    mutating func expressions(_ value: Any?, scope: Scope) throws {
        for item in try array(value, "expressions") { try expression(item, scope: scope) }
    }

    mutating func expression(_ value: Any?, scope: Scope) throws {
        try deeper { check in
            let kind = (value as? Node)?["class"] as? String ?? "none"
            try check.effort.node()
            check.locate(value)
            try check.ofOneRow(kind)
            switch kind {
            case "FUNCTION": try check.function(value, scope: scope, allowed: AllowedFunctions.expressions)
            case "WINDOW": try check.window(value, scope: scope)
            case "STAR": try check.star(value, scope: scope)
            case "CASE": try check.caseExpression(value, scope: scope)
            case "SUBQUERY":
                let node = try check.node(value, kind, "subquery_type", "subquery", "child", "comparison_type")
                try check.repeated(2) { try $0.select(node["subquery"], scope: scope) }
                try check.optional(node["child"], scope: scope)
            case "CAST":
                let node = try check.node(value, kind, "child", "cast_type", "try_cast")
                try check.type(node["cast_type"])
                try check.expression(node["child"], scope: scope)
            case "COLUMN_REF":
                let names = try check.node(value, kind, "column_names")["column_names"] as? [String] ?? []
                if names.count == 1 { try check.clockWord(Self.folded(names[0])) }
                if let name = names.last { try check.effort.reference(Self.folded(name)) }
                check.columns.formUnion(names.map(Self.folded))
                if names.count == 1 { check.loneNames.insert(Self.folded(names[0])) }
            case "CONSTANT": _ = try check.node(value, kind, "value")
            case "POSITIONAL_REFERENCE":
                _ = try check.node(value, kind, "index")
                check.readsUnnamed = true
            case "COLLATE": try check.expression(try check.node(value, kind, "child", "collation")["child"], scope: scope)
            case "COMPARISON": try check.all(value, kind, ["left", "right"], scope: scope)
            case "BETWEEN": try check.all(value, kind, ["input", "lower", "upper"], scope: scope)
            case "LAMBDA": try check.repeated(2) { try $0.all(value, kind, ["lhs", "expr"], scope: scope) }
            case "CONJUNCTION": try check.expressions(try check.node(value, kind, "children")["children"], scope: scope)
            case "OPERATOR":
                let node = try check.node(value, kind, "children")
                let type = node["type"] as? String ?? "none"
                guard AllowedFunctions.operatorNodes.contains(type) else { throw Self.unknown(type) }
                try check.expressions(node["children"], scope: scope)
            case "PARAMETER": try check.parameter(try check.node(value, kind, "identifier")["identifier"])
            default: throw Self.unknown(kind)
            }
        }
    }

    /// A call of a name on the list. `subject` is judged apart.
    mutating func function(_ value: Any?, scope: Scope, allowed: Set<String>) throws {
        let node = try node(
            value, "FUNCTION", "function_name", "schema", "catalog", "children", "filter", "order_bys", "distinct",
            "is_operator", "export_state")
        let name = try callable(node, allowed: allowed)
        guard node["class"] as? String == "FUNCTION", node["export_state"] as? Bool == false else { throw Self.unknown("EXPORT_STATE") }
        if name == AllowedFunctions.subject { return try subject(node) }
        if purpose == .pipeline, name == "age", try array(node["children"], name).count == 1 {
            // Of one moment: counted from today.
            throw AllowedFunctions.unrepeatable(name)
        }
        // A macro's body names its arguments several times.
        try repeated(AllowedFunctions.macros.contains(name) ? 4 : 1) { try $0.expressions(node["children"], scope: scope) }
        try optional(node["filter"], scope: scope)
        if !Self.isNull(node["order_bys"]) { try modifiers([node["order_bys"] as Any], scope: scope) }
    }

    /// What stands inside is worked through this many times by DuckDB.
    private mutating func repeated(_ times: Int, _ body: (inout SyntaxTreeCheck) throws -> Void) throws {
        let before = effort.weight
        effort.weight = min(before * times, BindingEffort.most)
        defer { effort.weight = before }
        try body(&self)
    }

    private mutating func window(_ value: Any?, scope: Scope) throws {
        let node = try node(
            value, "WINDOW", "function_name", "schema", "catalog", "children", "partitions", "orders", "start", "end",
            "start_expr", "end_expr", "offset_expr", "default_expr", "ignore_nulls", "filter_expr", "exclude_clause",
            "distinct", "arg_orders")
        let name = try callable(node, allowed: AllowedFunctions.windows)
        if purpose == .pipeline, AllowedFunctions.orderedWindows.contains(name),
            try array(node["orders"], name).isEmpty, try array(node["arg_orders"], name).isEmpty
        { throw AllowedFunctions.unordered(name) }
        try expressions(node["children"], scope: scope)
        try expressions(node["partitions"], scope: scope)
        try orders(node["orders"], scope: scope)
        try orders(node["arg_orders"], scope: scope)
        for key in ["start_expr", "end_expr", "offset_expr", "default_expr", "filter_expr"] { try optional(node[key], scope: scope) }
    }

    /// The lower-case name of an allowed function. The parser itself writes schema `main` for some rewrites.
    private func callable(_ node: Node, allowed: Set<String>) throws -> String {
        guard let name = node["function_name"] as? String, let schema = node["schema"] as? String,
            let catalog = node["catalog"] as? String
        else { throw Self.unknown("function") }
        guard catalog.isEmpty, schema.isEmpty || schema == "main" else {
            throw BasinError(.query, "A function is named without a schema or a column before it; write \(name.prefix(63))(…).")
        }
        let key = Self.folded(name)
        guard allowed.contains(key) else {
            let hint = NearestName.of(name, in: allowed).map { "; did you mean \($0)?" } ?? "."
            throw BasinError(.query, "There is no function \(name.prefix(63).debugDescription) that a query may use\(hint)")
        }
        if purpose == .pipeline, AllowedFunctions.unrepeatable.contains(key) {
            throw AllowedFunctions.unrepeatable(key + "()")
        }
        if purpose == .condition, AllowedFunctions.notInConditions.contains(key) {
            throw BasinError(.query, "\(key)() is not for a condition, which looks at the fields of one event.")
        }
        return key
    }

    /// `subject('53')`: one string literal, so that the pseudonym can be looked up before anything runs.
    private mutating func subject(_ node: Node) throws {
        guard purpose != .condition else {
            throw BasinError(.query, "subject() finds no one here: people's ids are masked; ask with `basin query`.")
        }
        guard purpose == .question else {
            throw BasinError(
                .query, "subject() names a person, who does not belong into a pipeline; ask with `basin query`.")
        }
        let arguments = try array(node["children"], "subject")
        guard arguments.count == 1, let argument = arguments[0] as? Node, argument["class"] as? String == "CONSTANT",
            (argument["alias"] as? String)?.isEmpty == true, let constant = argument["value"] as? Node,
            (constant["type"] as? Node)?["id"] as? String == "VARCHAR", constant["is_null"] as? Bool == false,
            let id = constant["value"] as? String, Self.isNull(node["filter"]), node["distinct"] as? Bool == false,
            ((node["order_bys"] as? Node)?["orders"] as? [Any])?.isEmpty ?? true
        else { throw Self.misusedSubject }
        subjects.insert(id)
    }

    private static let misusedSubject = BasinError(.query, "subject takes one text in single quotes, as in subject('53').")

    private mutating func star(_ value: Any?, scope: Scope) throws {
        let node = try node(
            value, "STAR", "relation_name", "exclude_list", "replace_list", "columns", "expr", "qualified_exclude_list",
            "rename_list")
        readsUnnamed = true
        let outer = choosesColumns
        choosesColumns = true
        try optional(node["expr"], scope: scope)
        choosesColumns = outer
        for entry in try array(node["replace_list"], "REPLACE") {
            try expression(try object(entry, "REPLACE", keys: ["key", "value"])["value"], scope: scope)
        }
    }

    private mutating func caseExpression(_ value: Any?, scope: Scope) throws {
        let node = try node(value, "CASE", "case_checks", "else_expr")
        for branch in try array(node["case_checks"], "CASE") {
            let pair = try object(branch, "CASE", keys: ["when_expr", "then_expr"])
            try expression(pair["when_expr"], scope: scope)
            try expression(pair["then_expr"], scope: scope)
        }
        try optional(node["else_expr"], scope: scope)
    }

    private mutating func all(_ value: Any?, _ kind: String, _ keys: Set<String>, scope: Scope) throws {
        let node = try object(value, kind, keys: keys.union(Self.commonKeys))
        for key in keys.sorted() { try expression(node[key], scope: scope) }
    }

    private func node(_ value: Any?, _ kind: String, _ keys: String...) throws -> Node {
        try object(value, kind, keys: Self.commonKeys.union(keys))
    }

    private static let commonKeys: Set<String> = ["class", "type", "alias", "query_location"]

    /// Types are DuckDB's own: a name with a schema before it could mean something else.
    private mutating func type(_ value: Any?) throws {
        try deeper { check in
            let node = try check.object(value, "type", keys: ["id", "type_info"])
            if Self.isNull(node["type_info"]) { return }
            guard let info = node["type_info"] as? Node else { throw Self.unknown("type") }
            for key in ["catalog", "schema"] where !((info[key] as? String)?.isEmpty ?? true) { throw Self.unknown("type") }
            if let name = info["name"] as? String, !Self.isPlainName(name) { throw Self.unknown("type") }
            if let child = info["child_type"] { try check.type(child) }
            for case let child as Node in info["child_types"] as? [Any] ?? [] { try check.type(child["second"]) }
        }
    }
}
