import BasinCore

/// What an event type promises beside its fields, and what that forbids.
extension Planner {
    /// Why the fields may not become what is declared; each names where in the file.
    ///
    /// What is applied and what is declared both count: otherwise the change itself could take the promise back.
    func refusals(
        _ evolution: SchemaEvolution, _ stored: AppliedEventType, _ definition: EventType, _ event: EventDefinition
    ) -> [String] {
        var found: [(path: String, reason: String)] = evolution.refusals
        var seen: Set<String> = []
        for mode in [stored.definition.compatibility, definition.compatibility] {
            let verdicts = SchemaCompatibility.verdicts(
                from: stored.schema.fields, to: definition.fields, mode: mode)
            for verdict in verdicts where verdict.isRefused && seen.insert("\(verdict.rule) \(verdict.path)").inserted {
                found.append((verdict.path, verdict.sentence))
            }
        }
        let placed = found.map { (line: event.line(of: $0.path), reason: $0.reason) }
        // By line, and where that is the same as found.
        return placed.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map {
            DefinitionProblem(file: event.file, line: $0.element.line, message: $0.element.reason, remedy: "")
                .description
        }
    }

    /// What changes beside the fields.
    func notes(_ before: EventType, _ after: EventType) -> [String] {
        var notes: [String] = []
        if before.owner != after.owner { notes.append("The owner changes from \(before.owner) to \(after.owner).") }
        if before.description != after.description { notes.append("The description changes.") }
        if before.tier != after.tier {
            notes.append("The tier changes from \(before.tier.rawValue) to \(after.tier.rawValue).")
        }
        if before.retentionDays != after.retentionDays {
            let isShorter = (after.retentionDays ?? .max) < (before.retentionDays ?? .max)
            notes.append(
                "Events are kept \(after.retentionDays.kept) instead of \(before.retentionDays.kept)"
                    + (isShorter ? "; older ones will be deleted." : "."))
        }
        if before.limits != after.limits { notes.append("Intake takes \((after.limits ?? EventLimits()).words).") }
        if before.unknownFields != after.unknownFields {
            notes.append(
                after.unknownFields == .drop
                    ? "Unknown fields are dropped instead of quarantining the event."
                    : "Events with unknown fields are quarantined instead of losing those.")
        }
        if before.compatibility != after.compatibility {
            notes.append(
                "The type promises `compatibility: \(after.compatibility.rawValue)` instead of "
                    + "`\(before.compatibility.rawValue)`.")
        }
        if before.access != after.access { notes.append(after.access.sentence) }
        if before.deprecation != after.deprecation {
            notes.append(
                "The type " + (after.deprecation.map { "is deprecated: \($0.sentence)" } ?? "is no longer deprecated."))
        }
        notes += DocumentationNotes(before: before.documentation, after: after.documentation).details
        return notes
    }
}
