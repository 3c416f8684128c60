import BasinCore

/// What changes in a dataset's definition, in sentences.
struct DatasetNotes {
    let before: Dataset
    let after: Dataset

    var details: [String] {
        var notes: [String] = []
        func note(_ isChanged: Bool, _ text: String) { if isChanged { notes.append(text) } }
        note(before.owner != after.owner, "The owner changes from \(before.owner) to \(after.owner).")
        note(before.description != after.description, "The description changes.")
        if before.access != after.access { notes.append(after.access.sentence) }
        note(before.tier != after.tier, "The tier changes from \(before.tier.rawValue) to \(after.tier.rawValue).")
        if before.retentionDays != after.retentionDays {
            let isShorter = (after.retentionDays ?? .max) < (before.retentionDays ?? .max)
            notes.append(
                "Partitions are kept \(after.retentionDays.kept) instead of \(before.retentionDays.kept)"
                    + (isShorter ? "; older ones will be deleted." : "."))
        }
        if let old = before.start, let new = after.start, old != new {
            notes.append(
                new < old
                    ? "It starts at \(new) instead of \(old); the partitions between are expected now and will be made."
                    : "It starts at \(new) instead of \(old); partitions before are no longer expected, and stay.")
        }
        note(before.work != after.work, workNote)
        note(before.inputs != after.inputs, "The windows of its inputs change.")
        note(before.trigger != after.trigger, "The trigger changes; it is \(after.trigger.inWords).")
        note(before.corrections != after.corrections, correctionsNote)
        notes += checkNotes
        note(before.columns != after.columns, "What is said about columns changes.")
        note(
            before.retries != after.retries,
            "Failed runs are tried \(after.retries.counted("more time")) instead of \(before.retries).")
        note(before.limits != after.limits, "The limits of a run change.")
        note(
            before.pool != after.pool,
            after.pool.map { "Runs take a slot of the pool \($0)." } ?? "Runs need no pool any more.")
        if before.deprecation != after.deprecation {
            notes.append(
                "It " + (after.deprecation.map { "is deprecated: \($0.sentence)" } ?? "is no longer deprecated."))
        }
        notes += DocumentationNotes(before: before.documentation, after: after.documentation).details
        return notes
    }

    private var workNote: String {
        switch (before.work, after.work) {
        case (.sql, .sql): "The SQL changes."
        case (.command, .command): "The command or its columns change."
        case (.sql, .command): "A command takes the place of the SQL."
        case (.command, .sql): "SQL takes the place of the command."
        }
    }

    private var correctionsNote: String {
        after.corrections.rerunDays.map {
            "After a correction, stale partitions of the last \($0.counted("day")) are made again, \(after.corrections.dailyBudget) a day at most."
        } ?? "After a correction, stale partitions are only flagged."
    }

    private var checkNotes: [String] {
        let old = Dictionary(before.checks.map { ($0.name, $0) }) { first, _ in first }
        let new = Set(after.checks.map(\.name))
        var notes: [String] = []
        if let names = after.checks.filter({ old[$0.name] == nil }).map(\.name).listed {
            notes.append("New checks: \(names).")
        }
        if let names = after.checks.filter({ old[$0.name] != nil && old[$0.name] != $0 }).map(\.name).listed {
            notes.append("Changed checks: \(names).")
        }
        if let names = before.checks.map(\.name).filter({ !new.contains($0) }).listed {
            notes.append("Removed checks: \(names).")
        }
        if notes.isEmpty, before.checks != after.checks { notes.append("The order of the checks changes.") }
        return notes
    }
}

extension Trigger {
    fileprivate var inWords: String {
        let cron = "`\(cron ?? "")` in \(zone ?? "UTC")"
        return switch kind {
        case .data: "made when its inputs are complete"
        case .manual: "made when somebody asks"
        case .time: "made at \(cron), with what is there"
        case .both: "made at \(cron), when its inputs are complete"
        }
    }
}

extension Int? {
    /// A retention in days, in words.
    var kept: String {
        map { "for " + $0.counted("day") } ?? "for ever"
    }
}

extension [String] {
    /// Names for a sentence, the first ten and how many more; nil when there are none.
    var listed: String? {
        if isEmpty { return nil }
        return prefix(10).map { "`\($0)`" }.joined(separator: ", ") + (count > 10 ? " and \(count - 10) more" : "")
    }
}
