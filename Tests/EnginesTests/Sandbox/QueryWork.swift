import Foundation

/// What a query gave, and DuckDB's own account of what it did.
struct QueryWork: Equatable {
    var rows: [[String]]
    /// Of each operator: its name, how many rows it gave and looked at, and what it says of itself: filters that were
    /// pushed into it, files that it read, rows that the planner expected.
    var operators: [String]

    /// Conditions on a column as it is in the files: what statistics, Bloom filters and whole row groups are asked about.
    func fileFilters(on column: String) throws -> [String] {
        // `email='x'`, `email>=…`, `email IN BF(…)`, and the filters that a join or a LIMIT finds while it runs.
        let filter = try Regex("\\b\(column) ?[=<>!]|\\b\(column) (IN|BETWEEN)\\b|Dynamic Filter \\(\(column)\\)|\\bBF\\(\(column)\\)")
        return operators.filter { $0.contains("READ_PARQUET") && $0.firstMatch(of: filter) != nil }
    }

    static func operators(_ profile: String) throws -> [String] {
        try flatten(JSONSerialization.jsonObject(with: Data(profile.utf8)))
    }

    private static func flatten(_ node: Any) -> [String] {
        guard let node = node as? [String: Any] else { return [] }
        var about = node["extra_info"] as? [String: Any] ?? [:]
        about["Filename(s)"] = nil
        let words = about.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let counts = ["operator_name", "operator_cardinality", "operator_rows_scanned"].map { "\(node[$0] ?? "-")" }
        return [(counts + words).joined(separator: " ")] + (node["children"] as? [Any] ?? []).flatMap(flatten)
    }
}
