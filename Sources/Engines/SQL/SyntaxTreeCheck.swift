import BasinCore

/// Judges DuckDB's syntax tree. Nothing passes that is not known: node types, their keys, functions and tables are all
/// allow-lists, so that a construct of a later DuckDB is refused until somebody has read what it does.
///
/// Names in scope follow DuckDB exactly: a CTE does not see itself unless it is the recursive half, nor its later
/// siblings. A name wrongly believed to be a CTE would be looked up as a file.
struct SyntaxTreeCheck {
    typealias Node = [String: Any]
    typealias Scope = Set<String>

    /// The names that may be read; nil for any.
    private let datasets: Set<String>?
    private(set) var used: Set<String> = []
    var subjects: Set<String> = []
    /// JSON nesting is already limited by the decoder; this limits our own recursion.
    private var depth = 0
    static let maximumDepth = 300
    var effort = BindingEffort()
    let purpose: SQLPurpose
    var parameters: Set<String> = []
    /// Inside of what says which columns there are: no value may decide that.
    var choosesColumns = false
    /// Every part of every name that stands where a column may.
    var columns: Set<String> = []
    /// Of these the names that stand alone, which may also be those of whole rows.
    var loneNames: Set<String> = []
    /// What the datasets in FROM are called there.
    var rowNames: Set<String> = []
    /// Columns are read that the SQL does not name.
    var readsUnnamed = false
    /// Byte offset of what was looked at last, for a refusal's place.
    private(set) var location: Int?

    init(datasets: some Sequence<String>, purpose: SQLPurpose = .question) {
        self.datasets = Set(datasets)
        self.purpose = purpose
    }

    /// Any table may be named; which, `used` tells.
    init(purpose: SQLPurpose) {
        datasets = nil
        self.purpose = purpose
    }

    /// Takes the whole answer of `json_serialize_sql`.
    mutating func run(_ answer: Node) throws {
        guard let statements = answer["statements"] as? [Any] else { throw Self.unknown("an answer without statements") }
        guard statements.count == 1, let statement = statements.first as? Node else {
            throw BasinError(
                .query, statements.isEmpty ? "The SQL is empty; write a SELECT." : "Only one statement is allowed; remove the others.")
        }
        try select(statement, scope: [])
    }

    /// `{node, named_param_map}`: a statement or a subquery.
    mutating func select(_ value: Any?, scope: Scope) throws {
        let statement = try object(value, "statement", keys: ["node", "named_param_map"])
        for entry in try array(statement["named_param_map"], "parameters") {
            try parameter(try object(entry, "parameters", keys: ["key", "value"])["key"])
        }
        try queryNode(statement["node"], scope: scope)
    }

    private mutating func queryNode(_ value: Any?, scope outer: Scope) throws {
        try deeper { check in
            let common: Set<String> = ["type", "modifiers", "cte_map"]
            let type = (value as? Node)?["type"] as? String ?? "none"
            switch type {
            case "SELECT_NODE":
                let node = try check.object(
                    value, type,
                    keys: common.union([
                        "select_list", "from_table", "where_clause", "group_expressions", "group_sets", "aggregate_handling",
                        "having", "sample", "qualify",
                    ]))
                let scope = try check.commonTables(node["cte_map"], scope: outer)
                let outerAliases = check.effort.aliases
                defer { check.effort.aliases = outerAliases }
                try check.sample(node["sample"])
                try check.table(node["from_table"], scope: scope)
                for item in try check.array(node["select_list"], type) {
                    let before = check.effort.spent
                    try check.expression(item, scope: scope)
                    if let alias = (item as? Node)?["alias"] as? String, !alias.isEmpty {
                        check.effort.aliases[Self.folded(alias)] = check.effort.spent - before
                    }
                }
                try check.expressions(node["group_expressions"], scope: scope)
                for key in ["where_clause", "having", "qualify"] { try check.optional(node[key], scope: scope) }
                try check.modifiers(node["modifiers"], scope: scope)
            case "SET_OPERATION_NODE":
                let node = try check.object(value, type, keys: common.union(["setop_type", "setop_all", "left", "right"]))
                let scope = try check.commonTables(node["cte_map"], scope: outer)
                try check.queryNode(node["left"], scope: scope)
                try check.queryNode(node["right"], scope: scope)
                try check.modifiers(node["modifiers"], scope: scope)
            case "RECURSIVE_CTE_NODE":
                let node = try check.object(
                    value, type, keys: common.union(["cte_name", "union_all", "left", "right", "aliases", "key_targets"]))
                let scope = try check.commonTables(node["cte_map"], scope: outer)
                guard let name = node["cte_name"] as? String else { throw Self.unknown(type) }
                try check.queryNode(node["left"], scope: scope)
                try check.queryNode(node["right"], scope: scope.union([Self.folded(name)]))
                try check.expressions(node["key_targets"], scope: scope)
                try check.modifiers(node["modifiers"], scope: scope)
            default: throw Self.unknown(type)
            }
        }
    }

    /// Checks the bodies and returns the scope with their names.
    private mutating func commonTables(_ value: Any?, scope outer: Scope) throws -> Scope {
        let map = try object(value, "WITH", keys: ["map"])
        var scope = outer
        for entry in try array(map["map"], "WITH") {
            let pair = try object(entry, "WITH", keys: ["key", "value"])
            let table = try object(pair["value"], "WITH", keys: ["aliases", "query", "materialized", "key_targets"])
            guard let name = pair["key"] as? String, Self.isPlainName(name) else {
                throw BasinError(.query, "A WITH name may hold letters, digits and underscores only, and not look like a system table.")
            }
            try select(table["query"], scope: scope)
            try expressions(table["key_targets"], scope: scope)
            scope.insert(Self.folded(name))
        }
        return scope
    }

    mutating func modifiers(_ value: Any?, scope: Scope) throws {
        try repeatable(try array(value, "modifiers"))
        for modifier in try array(value, "modifiers") {
            let type = (modifier as? Node)?["type"] as? String ?? "none"
            switch type {
            case "ORDER_MODIFIER":
                try orders(try object(modifier, type, keys: ["type", "orders"])["orders"], scope: scope)
            case "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER":
                let node = try object(modifier, type, keys: ["type", "limit", "offset"])
                try optional(node["limit"], scope: scope)
                try optional(node["offset"], scope: scope)
            case "DISTINCT_MODIFIER":
                try expressions(try object(modifier, type, keys: ["type", "distinct_on_targets"])["distinct_on_targets"], scope: scope)
            default: throw Self.unknown(type)
            }
        }
    }

    mutating func orders(_ value: Any?, scope: Scope) throws {
        for order in try array(value, "ORDER BY") {
            try expression(try object(order, "ORDER BY", keys: ["type", "null_order", "expression"])["expression"], scope: scope)
        }
    }

    /// A table named in FROM.
    mutating func named(_ name: String, schema: String, catalog: String, scope: Scope) throws {
        guard schema.isEmpty, catalog.isEmpty else {
            throw BasinError(.query, "A dataset is named without a schema before it; write \(name) alone.")
        }
        let key = Self.folded(name)
        if scope.contains(key) { return }
        guard let datasets else {
            guard Self.isPlainName(key) else { throw Self.unknown("the table name \(name.prefix(63).debugDescription)") }
            used.insert(key)
            return
        }
        guard datasets.contains(key) else {
            let hint = NearestName.of(name, in: datasets).map { "did you mean \($0)?" } ?? "list them with `basin datasets`."
            throw BasinError(.query, "There is no dataset named \(name.prefix(63).debugDescription); \(hint)")
        }
        used.insert(key)
    }

    /// Names in lower case that columns which are read may have; `*` alone where any column may be among them.
    var readColumns: Set<String> {
        readsUnnamed || !rowNames.isDisjoint(with: loneNames) ? [CheckedQuery.anyColumn] : columns
    }

    /// As SQL compares names: ASCII letters without case.
    static func folded(_ name: String) -> String {
        String(decoding: name.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }

    /// What can never be a path or a system view, should a scope ever be judged wrongly.
    static func isPlainName(_ name: String) -> Bool {
        let key = folded(name)
        return !key.isEmpty
            && key.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
            && !["duckdb_", "pragma_", "sqlite_", "pg_"].contains { key.hasPrefix($0) }
    }
}

extension SyntaxTreeCheck {
    /// What a pipeline takes a part of must be in an order.
    private func repeatable(_ modifiers: [Any]) throws {
        guard purpose == .pipeline else { return }
        let nodes = modifiers.compactMap { $0 as? Node }
        if nodes.contains(where: { $0["type"] as? String == "ORDER_MODIFIER" }) { return }
        for node in nodes {
            let type = node["type"] as? String ?? "none"
            if type.hasPrefix("LIMIT") { throw AllowedFunctions.unordered("LIMIT or OFFSET") }
            if let targets = node["distinct_on_targets"] as? [Any], !targets.isEmpty {
                throw AllowedFunctions.unordered("DISTINCT ON")
            }
        }
    }

    /// A name that DuckDB takes for a look at the clock.
    func clockWord(_ name: String) throws {
        guard purpose == .pipeline, AllowedFunctions.clockWords.contains(name) else { return }
        throw AllowedFunctions.unrepeatable(name)
    }

    /// Remembers where in the SQL a node stands, when it says so.
    mutating func locate(_ value: Any?) {
        guard let node = value as? Node, let offset = node["query_location"] as? Int, offset >= 0 else { return }
        location = offset
    }

    mutating func deeper(_ body: (inout SyntaxTreeCheck) throws -> Void) throws {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw BasinError(.query, "The SQL is nested too deeply; simplify it.") }
        try body(&self)
    }

    /// An object with no key beside `keys`.
    func object(_ value: Any?, _ what: String, keys: Set<String>) throws -> Node {
        guard let node = value as? Node, node.keys.allSatisfy(keys.contains) else { throw Self.unknown(what) }
        return node
    }

    func array(_ value: Any?, _ what: String) throws -> [Any] {
        guard let list = value as? [Any] else { throw Self.unknown(what) }
        return list
    }

    static func unknown(_ what: String) -> BasinError {
        BasinError(.query, "The SQL uses something that is not allowed here (\(what)); write it with a plain SELECT.")
    }
}
