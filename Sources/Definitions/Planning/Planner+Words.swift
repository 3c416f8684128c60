import BasinCore

/// The words of the business, and the tags.
extension Planner {
    mutating func compareWords(_ desired: Project, glossary: [GlossaryTerm], tags: [TagRule]) {
        plan.glossary = desired.glossary
        plan.tags = desired.tags
        plan.changes += Self.changes(
            desired.glossary, glossary, name: \.name, object: Change.Object.term, details: Self.differences)
        plan.changes += Self.changes(desired.tags, tags, name: \.name, object: Change.Object.tag, details: Self.differences)
    }

    private static func changes<Value: Equatable>(
        _ desired: [Value], _ current: [Value], name: (Value) -> String, object: (String) -> Change.Object,
        details: (Value, Value) -> [String]
    ) -> [Change] {
        let stored = Dictionary(current.map { (name($0), $0) }) { first, _ in first }
        let kept = Set(desired.map(name))
        return desired.map { value in
            guard let before = stored[name(value)] else { return Change(object: object(name(value)), kind: .new) }
            return Change(
                object: object(name(value)), kind: before == value ? .unchanged : .changed,
                details: before == value ? [] : details(before, value))
        }
            + current.filter { !kept.contains(name($0)) }.map {
                Change(object: object(name($0)), kind: .removed, details: ["Nothing names it."])
            }
    }

    private static func differences(_ before: GlossaryTerm, _ after: GlossaryTerm) -> [String] {
        var notes: [String] = []
        if before.title != after.title { notes.append("It is called \(after.title).") }
        if before.description != after.description { notes.append("What it means changes.") }
        if before.owner != after.owner { notes.append("The owner changes from \(before.owner) to \(after.owner).") }
        if before.synonyms != after.synonyms { notes.append("Its synonyms change.") }
        if before.values != after.values {
            notes.append(
                after.values.isEmpty
                    ? "Its columns may hold any value." : "Its columns may hold one of \(after.values.count.counted("value")).")
        }
        return notes
    }

    private static func differences(_ before: TagRule, _ after: TagRule) -> [String] {
        var notes: [String] = []
        if before.description != after.description { notes.append("The description changes.") }
        if before.values != after.values { notes.append("It may say \(after.values.listed ?? "nothing").") }
        if before.isRequired != after.isRequired {
            notes.append(after.isRequired ? "Every event type and dataset says it." : "Nothing need say it any more.")
        }
        return notes
    }
}

extension Planner {
    /// An example that cannot be run teaches nobody.
    mutating func checkExamples(
        _ documentation: Documentation, _ object: Change.Object, _ file: String, _ known: Set<String>, _ tools: PlanTools
    ) {
        for example in documentation.examples {
            let problem: String
            do {
                let unknown = try tools.sql.reads(example.sql).subtracting(known)
                guard let names = unknown.sorted().listed else { continue }
                problem = "reads \(names), which the project does not declare"
            } catch let error as SQLReader.Problem {
                problem = "is no SELECT that can be run: \(error.message)"
            } catch {
                problem = "is no SELECT that can be run"
            }
            let found = DefinitionProblem(
                file: file, line: 1, message: "the example \(quoted(example.title)) \(problem)", remedy: "correct its SQL")
            plan.problems.append(found)
            plan.changes.append(Change(object: object, kind: .breaking, details: [found.description]))
        }
    }
}
