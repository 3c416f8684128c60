import BasinCore
import BasinDefinitions
import BasinMetastore
import BasinWire

/// What was applied, by whom and why.
extension Platform {
    func changes(of object: String?, before number: Int?, limit: Int) async throws -> [AppliedChange] {
        try await read { snapshot in
            try snapshot.definitionChanges(of: object, before: number, limit: limit).map { change in
                AppliedChange(
                    number: change.number, at: change.at.description, person: change.person, reason: change.reason,
                    change: PlannedChange(
                        kind: change.kind, object: "\(change.objectKind) \(change.object)", version: change.version,
                        details: change.details))
            }
        }
    }

    static let longestReason = 1000

    /// What of a plan is history once it is applied.
    static func history(_ plan: Plan, by person: String, reason: String?, at now: Timestamp) -> [DefinitionChange] {
        plan.changes.filter { $0.kind != .unchanged }.map { change in
            let words = change.object.description.split(separator: " ", maxSplits: 1).map(String.init)
            return DefinitionChange(
                at: now, person: person, reason: reason, kind: change.kind.rawValue, objectKind: words[0],
                object: words.last ?? "", version: change.version, details: change.details)
        }
    }
}
