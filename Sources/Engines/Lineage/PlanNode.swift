import Foundation

/// An object of a plan's JSON. Whatever is not as expected is an error: lineage is found whole or not at all.
struct PlanNode {
    let values: [String: Any]

    init(_ value: Any?) throws {
        guard let values = value as? [String: Any] else {
            throw Self.untraceable("a plan without \(Swift.type(of: value))")
        }
        self.values = values
    }

    var type: String { values["type"] as? String ?? "none" }

    func text(_ key: String) -> String { values[key] as? String ?? "" }

    func number(_ key: String) throws -> UInt64 {
        guard let number = values[key] as? NSNumber else { throw Self.untraceable("\(type) without \(key)") }
        return number.uint64Value
    }

    func flag(_ key: String) -> Bool { values[key] as? Bool ?? false }

    func list(_ key: String) throws -> [Any] {
        guard let list = values[key] as? [Any] else { throw Self.untraceable("\(type) without \(key)") }
        return list
    }

    func nodes(_ key: String) throws -> [PlanNode] { try list(key).map(PlanNode.init) }

    func node(_ key: String) throws -> PlanNode { try PlanNode(values[key]) }

    /// nil when it is null or missing.
    func optional(_ key: String) throws -> PlanNode? {
        guard let value = values[key], !(value is NSNull) else { return nil }
        return try PlanNode(value)
    }

    func isEmpty(_ key: String) -> Bool { (values[key] as? [Any])?.isEmpty ?? true }

    /// Refuses keys that nobody has read about: they could hold columns.
    func only(_ keys: Set<String>) throws {
        if let key = values.keys.sorted().first(where: { !keys.contains($0) }) {
            throw Self.untraceable("\(type) with \(key)")
        }
    }

    static func untraceable(_ what: String) -> SQLProblem {
        SQLProblem(
            "It cannot be found out which columns this SQL reads (\(what)); write it with plain SELECTs and JOINs.")
    }
}
