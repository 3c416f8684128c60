import BasinCore

/// Finds for every declared dataset the stored one that it continues, reads its SQL after that of its inputs, and says
/// what changes.
struct DatasetPlanner {
    let tools: PlanTools
    /// Event types and datasets that may be read, by name; datasets as they are planned.
    var tables: [String: KnownTable] = [:]
    var ids: [String: UInt32] = [:]
    /// Names that some definition has, and that cannot be read because of what is wrong there.
    var failed: Set<String> = []
    /// What each dataset reads, by name.
    var reads: [String: Set<String>] = [:]
    /// Who reads each name, itself left out, by name.
    private(set) var readers: [String: [String]] = [:]
    private(set) var problems: [DefinitionProblem] = []
    var changes: [Change] = []
    var result: [AppliedDataset] = []
    private(set) var nextID: UInt32
    /// Of what may be read: who may read it.
    private var access: [String: DataAccess] = [:]
    private let teams: Set<String>

    private let current: [AppliedDataset]
    private let byName: [String: AppliedDataset]
    /// Event types before and after; a name of a removed one is taken for as long as its events are stored.
    private let events: [AppliedEventType]
    let formerNames: [String: String]
    let removedNames: Set<String>
    /// Event types that this very apply removes.
    private let goingEvents: Set<String>
    let definitions: [String: DatasetDefinition]
    /// The stored dataset that each definition continues.
    private(set) var continued: [String: AppliedDataset] = [:]
    private var claimed: Set<UInt32> = []
    /// What evolution takes out of reach, by dataset.
    private(set) var lost: [String: [String]] = [:]

    /// - Parameters:
    ///   - events: every event type as planned.
    ///   - before: every event type as stored.
    ///   - refused: names of event types whose definitions are refused.
    init(
        current: [AppliedDataset], desired: [DatasetDefinition], events: [AppliedEventType], before: [AppliedEventType],
        refused: Set<String>, teams: Set<String>, nextID: UInt32, tools: PlanTools
    ) {
        self.teams = teams
        self.current = current
        self.tools = tools
        self.events = events
        self.nextID = max(nextID, (current.map(\.id).max() ?? 0) + 1)
        byName = Dictionary(current.map { ($0.name, $0) }) { first, second in first.isRemoved ? second : first }
        definitions = Dictionary(desired.map { ($0.name, $0) }) { first, _ in first }
        failed = refused
        for type in events where !type.isRemoved {
            tables[type.name] = KnownTable(type)
            ids[type.name] = type.id
            access[type.name] = type.definition.access
        }
        let live = Dictionary(events.map { ($0.id, $0.name) }) { first, _ in first }
        var former: [String: String] = [:]
        for type in before {
            if let name = live[type.id], name != type.name { former[type.name] = name }
        }
        for dataset in desired { if let name = dataset.dataset.renamedFrom { former[name] = dataset.name } }
        formerNames = former
        let liveIDs = Set(events.filter { !$0.isRemoved }.map(\.id))
        goingEvents = Set(before.filter { !$0.isRemoved && !liveIDs.contains($0.id) }.map(\.name))
        removedNames = Set(events.filter(\.isRemoved).map(\.name) + current.map(\.name))
    }

    mutating func plan() {
        let names = definitions.keys.sorted()
        for name in names { claim(definitions[name]!) }
        for name in names { findReads(definitions[name]!) }
        for (name, read) in reads.sorted(by: { $0.key < $1.key }) {
            for other in read where other != name { readers[other, default: []].append(name) }
        }
        let graph = DatasetGraph(reads)
        reportCycles(graph)
        for name in graph.order { add(definitions[name]!) }
        for stored in current where !claimed.contains(stored.id) { leave(stored) }
        checkChecks(names)
        refuseLosses()
        restoreFailed()
        result.sort { $0.id < $1.id }
    }

    mutating func report(_ problem: DefinitionProblem, of name: String) {
        failed.insert(name)
        problems.append(problem)
        changes.append(Change(object: .dataset(name), kind: .breaking, details: [problem.description]))
    }

    /// Reports at a key of the YAML file.
    mutating func report(_ definition: DatasetDefinition, at key: String, _ message: String, _ remedy: String) {
        let line = definition.lines[key] ?? definition.lines[String(key.prefix { $0 != "." })] ?? 1
        report(
            DefinitionProblem(file: definition.file, line: line, message: message, remedy: remedy), of: definition.name)
    }

    mutating func refuse(_ name: String, _ reasons: [String]) {
        failed.insert(name)
        changes.append(Change(object: .dataset(name), kind: .breaking, details: reasons))
    }

    // MARK: One dataset

    private mutating func claim(_ definition: DatasetDefinition) {
        let name = definition.name
        var stored = byName[name]
        if let former = definition.dataset.renamedFrom.flatMap({ byName[$0] }) {
            if let taken = stored, !(former.isRemoved && !taken.isRemoved) {
                for one in [former, taken] where claimed.insert(one.id).inserted { keep(one) }
                return refuse(
                    name,
                    [
                        "Dataset `\(former.name)` cannot become `\(name)`, because \(taken.isRemoved ? "partitions of a removed dataset" : "a dataset") "
                            + "of that name \(taken.isRemoved ? "are stored" : "is there"): choose another name, or remove `renamed_from`."
                    ])
            }
            stored = stored ?? former
        }
        if let stored {
            guard claimed.insert(stored.id).inserted else {
                return refuse(
                    name,
                    [
                        "Dataset `\(stored.name)` is continued by another definition already: remove `renamed_from` from one of them."
                    ])
            }
            continued[name] = stored
            ids[name] = stored.id
            if stored.definition.granularity != definition.dataset.granularity {
                refuse(
                    name,
                    [
                        "Dataset `\(name)` is cut by \(stored.definition.granularity.rawValue) and cannot be cut by "
                            + "\(definition.dataset.granularity.rawValue), because partitions of it are stored: declare a dataset with another name, and remove this one when nobody reads it."
                    ])
            }
        } else if events.contains(where: { $0.isRemoved && $0.name == name }) {
            refuse(name, ["Events of a removed type `\(name)` are stored under that name: choose another name."])
        } else {
            ids[name] = nextID
            nextID += 1
        }
    }

    private mutating func add(_ definition: DatasetDefinition) {
        let name = definition.name
        let stored = continued[name]
        guard !failed.contains(name), let inputs = resolvedInputs(definition), let columns = columns(of: definition)
        else {
            // Those that read it have nothing to be read against.
            failed.insert(name)
            return keep(stored)
        }
        var evolution = ColumnEvolution(lastFieldID: stored?.lastFieldID ?? 0)
        let numbered =
            stored.map { evolution.evolve($0.columns, into: columns) } ?? columns.map { evolution.numbered($0) }
        guard evolution.refusals.isEmpty else {
            refuse(name, evolution.refusals + readBy(name))
            return keep(stored)
        }
        var dataset = definition.dataset
        dataset.renamedFrom = nil
        let hash = tools.sha256(ContentPin(dataset, columns: numbered, inputs: inputs).canonicalJSON)
        var new = AppliedDataset(
            id: ids[name]!, definition: dataset, schemaVersion: stored?.schemaVersion ?? 1, hash: hash,
            columns: numbered, lastFieldID: evolution.lastFieldID, inputs: inputs)
        if let stored {
            if stored.columns.map(\.promise) != numbered.map(\.promise) { new.schemaVersion += 1 }
            compare(stored, new, evolution)
        } else {
            changes.append(
                Change(object: .dataset(name), kind: .new, version: 1, details: introduction(new, definition)))
        }
        lost[name] = evolution.lost
        tables[name] = KnownTable(new)
        access[name] = dataset.access
        checkAccess(definition)
        result.append(new)
    }

    /// Rows that not everybody may see do not become everybody's by being made into another dataset, unless somebody says so.
    private mutating func checkAccess(_ definition: DatasetDefinition) {
        let name = definition.name
        if let table = tables[name] {
            let rules = RowRules(name: name, access: definition.dataset.access, table: table, teams: teams, sql: tools.sql)
            for problem in rules.problems { report(definition, at: "rows", problem.message, problem.remedy) }
        }
        guard definition.dataset.declaredAccess == nil else { return }
        // A check shows rows of what it reads.
        let shown = reads[name, default: []].union(definition.dataset.datasetsInChecks { (try? tools.sql.reads($0)) ?? [] })
        let guarded = shown.filter { $0 != name && access[$0, default: .open] != .open }.sorted()
        guard let list = guarded.listed else { return }
        report(
            definition, at: "access", "it reads \(list), which not everybody may read, and does not say who may read it",
            "add `access: restricted`, or `access: open` where what is made of it is for everybody")
    }

    mutating func keep(_ stored: AppliedDataset?) {
        if let stored { result.append(stored) }
    }

    private mutating func compare(_ stored: AppliedDataset, _ new: AppliedDataset, _ evolution: ColumnEvolution) {
        let isRenamed = stored.name != new.name
        var details =
            isRenamed ? ["Dataset `\(stored.name)` is renamed to `\(new.name)`; what is stored goes along."] : []
        if stored.isRemoved { details.append("The dataset was removed and is made again.") }
        details += DatasetNotes(before: stored.definition, after: new.definition).details + evolution.changes
        if stored.inputs.map(\.id) != new.inputs.map(\.id) {
            details.append("It reads \(new.inputs.map(\.name).listed ?? "nothing").")
        }
        if stored.hash != new.hash {
            details.append("Partitions already made stay as they are until they are rerun or backfilled.")
            details += readBy(new.name)
        }
        if details.isEmpty, stored != new { details.append("Where its columns come from is recorded anew.") }
        let kind: Change.Kind = isRenamed ? .renamed : details.isEmpty ? .unchanged : .changed
        changes.append(
            Change(object: .dataset(new.name), kind: kind, version: new.schemaVersion, details: details))
    }

    private func introduction(_ new: AppliedDataset, _ definition: DatasetDefinition) -> [String] {
        let dataset = new.definition
        let cut =
            dataset.start.map { "is made by \(dataset.granularity.rawValue) from \($0)" } ?? "is made as a whole"
        var details = [
            "It belongs to \(dataset.owner), \(cut), has \(new.columns.count.counted("column")), reads "
                + "\(new.inputs.map(\.name).listed ?? "nothing") and is kept \(dataset.retentionDays.kept)."
        ]
        if let former = definition.dataset.renamedFrom {
            details.append("No dataset `\(former)` is known here, so nothing is renamed.")
        }
        return details
    }

    private mutating func leave(_ stored: AppliedDataset) {
        var left = stored
        left.isRemoved = true
        guard !stored.isRemoved else { return result.append(left) }
        let readers = readers(ofRemoved: stored.name)
        if readers.isEmpty {
            result.append(left)
        } else {
            result.append(stored)
        }
        changes.append(
            Change(
                object: .dataset(stored.name), kind: readers.isEmpty ? .removed : .breaking,
                version: stored.schemaVersion,
                details: readers.isEmpty
                    ? ["Nothing is made any more; stored partitions are kept \(stored.definition.retentionDays.kept)."]
                    : [Self.removalRefusal(readers, "datasets/\(stored.name).yaml")]))
    }

    /// Who of the declared datasets reads an object that is declared no more.
    func readers(ofRemoved name: String) -> [String] {
        definitions[name] == nil ? readers[name, default: []] : []
    }

    static func removalRefusal(_ readers: [String], _ file: String) -> String {
        "It would be removed, and \(readers.listed ?? "nobody") \(readers.count == 1 ? "reads" : "read") it: "
            + "keep \(file), or change \(readers.count == 1 ? "that dataset" : "those datasets") first."
    }

    /// It is declared no more, and those who read it are told at its own change.
    func isRemovedNow(_ name: String) -> Bool {
        if tables[name] != nil || definitions[name] != nil { return false }
        return goingEvents.contains(name) || byName[name].map { !$0.isRemoved && !claimed.contains($0.id) } ?? false
    }

    private func readBy(_ name: String) -> [String] {
        readers[name, default: []].listed.map { ["It is read by \($0)."] } ?? []
    }
}

extension DatasetColumn {
    /// What readers rely on: neither words about it nor where it comes from.
    fileprivate var promise: DatasetColumn {
        var column = self
        column.description = nil
        column.sources = []
        return column
    }
}
