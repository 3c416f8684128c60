import BasinAPI
import BasinCollection
import BasinCore
import BasinDefinitions
import BasinManagement
import BasinMetastore
import BasinWarehouse
import BasinWire

/// Definitions: what applying them would do, and doing it.
extension Platform {
    func plan(_ files: [String: String], for person: Principal) async throws -> PlanAnswer {
        let (plan, revision, refusals) = try await applying.run { [self] in
            try metastore.read { snapshot in
                let plan = try self.plan(files, snapshot: snapshot, now: clock.now())
                let refusals = plan.isApplicable ? try Self.loosening(plan, by: person, in: snapshot) : []
                return (plan, try Self.revision(snapshot), refusals)
            }
        }
        var answer = Self.answer(plan, revision, applied: false)
        if !refusals.isEmpty { answer.refusals = refusals }
        return answer
    }

    /// Plans and stores in one transaction; then intake, delivery and the scheduler use the new definitions, without a
    /// pause for the others.
    func apply(
        _ files: [String: String], by person: Principal, reason: String?, if condition: Precondition = .none
    ) async throws -> PlanAnswer {
        guard reason?.count ?? 0 <= Self.longestReason else {
            throw BasinError(.invalid, "The reason is longer than \(Self.longestReason) characters; shorten it.")
        }
        let (plan, types, changed, revision) = try await applying.run { [self] in
            let (plan, changed, revision) = try metastore.write { transaction -> (Plan, [AppliedDataset], String) in
                try condition.require(EntityTag(Self.revision(transaction.snapshot)), "What is applied")
                let (plan, changed) = try store(files, by: person, reason: reason, in: transaction)
                return (plan, changed, try Self.revision(transaction.snapshot))
            }
            let (types, sources) = try metastore.read { (try $0.eventTypes(), try $0.sources()) }
            // Delivery first: it must know a version before intake writes rows of it.
            delivery.use(types)
            intake.use(types, sources: sources)
            limiter.use(types)
            limiter.use(sources)
            return (plan, types, changed, revision)
        }
        if !plan.isEmpty {
            try await changingAccess.run { [self] in try credentials.loadAccounts(from: metastore, at: clock.now()) }
            for type in types { await project(ProjectedTable(type)) }
            for dataset in changed { await project(ProjectedTable(dataset)) }
            pipelines.signal()
        }
        return Self.answer(plan, revision, applied: true)
    }

    /// - Returns: the plan, and the datasets that it changes; of a plan that changes nothing, nothing is stored.
    /// - Throws: `.definition` and `.forbidden`, in words for people; nothing is stored then.
    private func store(
        _ files: [String: String], by person: Principal, reason: String?, in transaction: Transaction
    ) throws -> (plan: Plan, changed: [AppliedDataset]) {
        let now = clock.now()
        let plan = try self.plan(files, snapshot: transaction.snapshot, now: now)
        guard plan.isApplicable else {
            let reasons = plan.changes.filter { $0.kind == .breaking }
                .flatMap { change in change.details.map { "\(change.object): \($0)" } }
            throw BasinError(.definition, "Nothing was applied. " + reasons.joined(separator: " "))
        }
        guard !plan.isEmpty else { return (plan, []) }
        let loosening = try Self.loosening(plan, by: person, in: transaction.snapshot)
        guard loosening.isEmpty else {
            throw BasinError(.forbidden, "Nothing was applied. " + loosening.joined(separator: " "))
        }
        let changed = try Self.store(plan, by: person, at: now, in: transaction)
        try transaction.record(Self.history(plan, by: person.name, reason: reason, at: now))
        try CatalogIndex.update(person: person.name, in: transaction)
        // Quotas and pools are read again with any dataset.
        if let any = plan.datasets.first { try transaction.noteChange(datasetID: any.id) }
        return (plan, changed)
    }

    /// What is applied, and the catalog's entries of what differs from before.
    /// - Returns: the datasets that changed.
    private static func store(
        _ plan: Plan, by person: Principal, at now: Timestamp, in transaction: Transaction
    ) throws -> [AppliedDataset] {
        let typesBefore = Dictionary(
            uniqueKeysWithValues: try transaction.snapshot.eventTypes().map { ($0.id, $0) })
        let words = Set(try transaction.snapshot.glossary())
        let reworded = Set(words.symmetricDifference(plan.glossary).map(\.name))
        try transaction.store(teams: plan.teams, types: plan.result)
        try transaction.forgetTeams(except: Set(plan.teams.map(\.name)), by: person.name, at: now)
        try transaction.store(sources: plan.sources)
        try transaction.store(glossary: plan.glossary, tags: plan.tags)
        try transaction.store(queries: plan.queries)
        try transaction.store(pools: Dictionary(uniqueKeysWithValues: plan.pools.map { ($0.name, $0.slots) }))
        try transaction.store(prices: plan.prices)
        let before = Dictionary(
            uniqueKeysWithValues: try transaction.snapshot.datasets().map { ($0.dataset.id, $0.dataset) })
        let changed = plan.datasets.filter { before[$0.id] != $0 }
        try transaction.store(datasets: changed, at: now)
        // What is about a term is found by the term's words, and these may have changed alone.
        func says(_ documentation: Documentation) -> Bool {
            !reworded.isEmpty && !reworded.isDisjoint(with: documentation.allTerms)
        }
        try CatalogIndex.update(
            types: plan.result.filter { typesBefore[$0.id] != $0 || says($0.definition.documentation) },
            datasets: plan.datasets.filter { before[$0.id] != $0 || says($0.definition.documentation) },
            reworded: reworded, in: transaction)
        return changed
    }

    /// What of a plan lets more people read what is there, and is not the person's to decide.
    private static func loosening(
        _ plan: Plan, by person: Principal, in snapshot: BasinMetastore.Snapshot
    ) throws -> [String] {
        var loosening = Loosening(by: person)
        let types = Dictionary(try snapshot.eventTypes().map { ($0.id, $0) }) { first, _ in first }
        let datasets = Dictionary(try snapshot.datasets().map { ($0.dataset.id, $0.dataset) }) { first, _ in first }
        for type in plan.result { if let before = types[type.id], before != type { loosening.compare(before, type) } }
        var tables = Dictionary(types.values.map { ($0.id, GuardedTable($0)) }) { first, _ in first }
        for dataset in datasets.values { tables[dataset.id] = GuardedTable(dataset) }
        for dataset in plan.datasets where datasets[dataset.id] != dataset {
            if let before = datasets[dataset.id] { loosening.compare(before, dataset) }
            loosening.open(dataset, datasets[dataset.id], dataset.inputs.compactMap { tables[$0.id] })
        }
        return loosening.refusals
    }

    private func plan(_ files: [String: String], snapshot: BasinMetastore.Snapshot, now: Timestamp) throws -> Plan {
        let project = try Project.read(files: files).get()
        return Plan.make(
            current: try snapshot.eventTypes(), currentDatasets: try snapshot.datasets().map(\.dataset),
            currentTeams: try snapshot.teams(),
            currentPools: try snapshot.pools().map { Pool(name: $0.key, slots: $0.value) }.sorted { $0.name < $1.name },
            currentSources: try snapshot.sources(), currentGlossary: try snapshot.glossary(),
            currentTags: try snapshot.tagRules(), currentQueries: try snapshot.savedQueries(),
            currentPrices: try snapshot.prices(), desired: project, nextTypeID: try snapshot.nextTypeID(),
            hour: Hour(now), tools: planTools)
    }

    /// Of everything that is applied: the number of the last change.
    private static func revision(_ snapshot: BasinMetastore.Snapshot) throws -> String {
        let last = try snapshot.definitionChanges(of: nil, before: nil, limit: 1).first
        return "definitions-\(last?.number ?? 0)"
    }

    private static func answer(_ plan: Plan, _ revision: String, applied: Bool) -> PlanAnswer {
        PlanAnswer(
            changes: plan.changes.filter { $0.kind != .unchanged }.map {
                PlannedChange(
                    kind: $0.kind.rawValue, object: $0.object.description, version: $0.version, details: $0.details)
            }, isApplicable: plan.isApplicable, applied: applied, revision: revision)
    }
}
