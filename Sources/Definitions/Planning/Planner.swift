import BasinCore

/// Finds for every declared event type the stored one that it continues, and puts the plan together.
struct Planner {
    private let current: [AppliedEventType]
    private let currentDatasets: [AppliedDataset]
    private let byName: [String: AppliedEventType]
    private let hour: Hour
    /// Stored types that a definition continues, or tried to.
    private var claimed: Set<UInt32> = []
    var plan: Plan

    init(current: [AppliedEventType], currentDatasets: [AppliedDataset], nextTypeID: UInt32, hour: Hour) {
        self.currentDatasets = currentDatasets
        self.current = current
        self.hour = hour
        byName = Dictionary(current.map { ($0.name, $0) }) { first, second in first.isRemoved ? second : first }
        plan = Plan(nextTypeID: max(nextTypeID, (current.map(\.id).max() ?? 0) + 1))
    }

    mutating func plan(
        _ desired: Project, currentTeams: [Team], currentPools: [Pool], currentSources: [EventSource],
        currentQueries: [SavedQuery], tools: PlanTools
    ) -> Plan {
        for event in desired.events.sorted(by: { $0.type.name < $1.type.name }) { add(event) }
        for stored in current where !claimed.contains(stored.id) { leave(stored, desired) }
        plan.result.sort { $0.id < $1.id }
        planDatasets(desired, tools)
        comparePeople(desired.teams, currentTeams)
        comparePools(desired.pools, currentPools)
        compareSources(desired.sources.map(\.source), currentSources)
        compareQueries(desired.queries, currentQueries, tools)
        plan.changes.sort { $0.order < $1.order }
        return plan
    }

    // MARK: Event types

    private mutating func add(_ event: EventDefinition) {
        let name = event.type.name
        let stored = byName[name]
        let former = event.type.renamedFrom.flatMap { byName[$0] }
        if let former, let stored {
            // The mark of a rename long done is harmless, even if the old name was used and removed since.
            if former.isRemoved, !stored.isRemoved { return evolve(stored, into: event) }
            claim(former)
            claim(stored)
            refuse(
                name,
                [
                    "Event type `\(former.name)` cannot become `\(name)`, because \(stored.isRemoved ? "events of a removed type" : "a type") "
                        + "of that name \(stored.isRemoved ? "are stored" : "is there"): choose another name, or remove `renamed_from`."
                ])
            return
        }
        if let stored = stored ?? former {
            evolve(stored, into: event)
        } else {
            create(event)
        }
    }

    private mutating func claim(_ stored: AppliedEventType) {
        guard claimed.insert(stored.id).inserted else { return }
        plan.result.append(stored)
    }

    private mutating func refuse(_ name: String, _ reasons: [String]) {
        plan.changes.append(Change(object: .event(name), kind: .breaking, details: reasons))
    }

    private mutating func create(_ event: EventDefinition) {
        var evolution = SchemaEvolution(lastFieldID: Envelope.firstFieldID - 1, definition: event)
        var definition = event.type
        definition.renamedFrom = nil
        definition.fields = event.type.fields.map { evolution.numbered($0) }
        plan.result.append(
            AppliedEventType(
                id: plan.nextTypeID, definition: definition,
                versions: [EventSchema(version: 1, fields: definition.fields)], lastFieldID: evolution.lastFieldID,
                firstHour: hour))
        plan.nextTypeID += 1
        var details = [
            "It belongs to \(definition.owner), has \(definition.fields.count { $0.derivation == nil }.counted("field")) and is kept "
                + "\(definition.retentionDays.kept)."
        ]
        details += Self.enrichments(of: definition.fields)
        if let former = event.type.renamedFrom {
            details.append("No event type `\(former)` is known here, so nothing is renamed.")
        }
        plan.changes.append(Change(object: .event(definition.name), kind: .new, version: 1, details: details))
    }

    private mutating func evolve(_ stored: AppliedEventType, into event: EventDefinition) {
        guard claimed.insert(stored.id).inserted else {
            return refuse(
                event.type.name,
                [
                    "Event type `\(stored.name)` is continued by another definition already: remove `renamed_from` from one of them."
                ])
        }
        var evolution = SchemaEvolution(
            lastFieldID: max(stored.lastFieldID, Envelope.firstFieldID - 1), definition: event)
        var definition = event.type
        definition.renamedFrom = nil
        definition.fields = evolution.evolve(stored.schema.fields, into: event.type.fields)
        var reasons = refusals(evolution, stored, definition, event)
        guard reasons.isEmpty else {
            plan.result.append(stored)
            if stored.isRemoved {
                reasons.append(
                    "Events of a removed type `\(stored.name)` are stored; a type of another name need not fit them.")
            }
            return refuse(event.type.name, reasons)
        }
        var result = stored
        let isRenamed = stored.name != definition.name
        var details =
            isRenamed
            ? ["Event type `\(stored.name)` is renamed to `\(definition.name)`; what is stored goes along."] : []
        if stored.isRemoved { details.append("The event type was removed and accepts events again.") }
        details += evolution.changes
        details += notes(stored.definition, definition) + evolution.notes
        if stored.isRemoved || !evolution.changes.isEmpty {
            result.versions.append(EventSchema(version: stored.schema.version + 1, fields: definition.fields))
        } else {
            // Descriptions and purposes are no part of what a version promises to clients.
            result.versions[result.versions.count - 1].fields = definition.fields
        }
        result.definition = definition
        result.lastFieldID = evolution.lastFieldID
        result.isRemoved = false
        plan.result.append(result)
        let kind: Change.Kind = isRenamed ? .renamed : details.isEmpty ? .unchanged : .changed
        plan.changes.append(
            Change(object: .event(definition.name), kind: kind, version: result.schema.version, details: details))
    }

    private mutating func leave(_ stored: AppliedEventType, _ desired: Project) {
        var result = stored
        result.isRemoved = true
        plan.result.append(result)
        guard !stored.isRemoved else { return }
        var details = [
            "Events of this type are refused from now on; stored ones are kept \(stored.definition.retentionDays.kept)."
        ]
        let shape = stored.definition.fields.map(\.name)
        let twin = desired.events.first { event in
            byName[event.type.name] == nil && !shape.isEmpty && event.type.fields.map(\.name) == shape
        }
        if let twin {
            details.append(
                "If `\(twin.type.name)` is the same under a new name, add `renamed_from: \(stored.name)` to it.")
        }
        plan.changes.append(
            Change(object: .event(stored.name), kind: .removed, version: stored.schema.version, details: details))
    }

    // MARK: Datasets

    private mutating func planDatasets(_ desired: Project, _ tools: PlanTools) {
        let teams = Set(desired.teams.map(\.name))
        for event in desired.events where !event.type.access.rows.isEmpty {
            guard let type = plan.result.first(where: { $0.name == event.type.name && !$0.isRemoved }) else { continue }
            let rules = RowRules(
                name: type.name, access: event.type.access, table: KnownTable(type), teams: teams, sql: tools.sql)
            let reasons = rules.problems.map { "\(event.file): \($0.message); \($0.remedy)." }
            if !reasons.isEmpty { refuse(event.type.name, reasons) }
        }
        let refused = plan.changes.filter { $0.kind == .breaking }.compactMap { change in
            if case .event(let name) = change.object { name } else { nil }
        }
        var datasets = DatasetPlanner(
            current: currentDatasets, desired: desired.datasets, events: plan.result, before: current,
            refused: Set(refused), teams: teams, nextID: plan.nextTypeID, tools: tools)
        datasets.plan()
        plan.datasets = datasets.result
        plan.problems = datasets.problems.sorted {
            ($0.file, $0.line, $0.column ?? 0) < ($1.file, $1.line, $1.column ?? 0)
        }
        plan.nextTypeID = datasets.nextID
        for index in plan.changes.indices where plan.changes[index].kind == .removed {
            guard case .event(let name) = plan.changes[index].object else { continue }
            let readers = datasets.readers(ofRemoved: name)
            guard !readers.isEmpty else { continue }
            plan.changes[index].kind = .breaking
            plan.changes[index].details = [DatasetPlanner.removalRefusal(readers, "events/\(name).yaml")]
            for type in plan.result.indices where plan.result[type].name == name { plan.result[type].isRemoved = false }
        }
        let stored = Set(plan.datasets.filter(\.isRemoved).map(\.name))
        for type in plan.result where !type.isRemoved && stored.contains(type.name) {
            plan.changes.removeAll { $0.object == .event(type.name) && $0.kind != .breaking }
            refuse(
                type.name,
                ["Partitions of a removed dataset `\(type.name)` are stored under that name: choose another name."])
        }
        plan.changes += datasets.changes
        let known = Set(plan.result.filter { !$0.isRemoved }.map(\.name) + desired.datasets.map(\.name))
        for event in desired.events {
            checkExamples(event.type.documentation, .event(event.type.name), event.file, known, tools)
        }
        for dataset in desired.datasets {
            checkExamples(dataset.dataset.documentation, .dataset(dataset.name), dataset.file, known, tools)
        }
    }
}
