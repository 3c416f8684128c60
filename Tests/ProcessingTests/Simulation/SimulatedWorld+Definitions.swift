import BasinCore
import BasinMetastore
import BasinProcessing

/// Made-up pipelines: chains and fans of every granularity, with every kind of trigger.
extension SimulatedWorld {
    func makeDefinitions() throws {
        let begin = Hour(now).index - 72
        let types = typeIDs.map { id in
            AppliedEventType(
                id: id,
                definition: EventType(name: "events_\(id)", owner: "team-a", description: "Events.", fields: []),
                versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0, firstHour: Hour(index: begin))
        }
        for id in typeIDs {
            sealedBefore[id] = begin
            firstHour[id] = begin
            nextSeal[id] = now
        }
        let first = UInt32(plan.eventTypes) + 7
        for number in 0..<plan.pipelines {
            let dataset = makeDataset(id: first + UInt32(number))
            datasets.append(dataset)
            byID[dataset.id] = dataset
        }
        let now = now
        try metastore.write { transaction in
            try transaction.store(
                teams: Set(plan.teams + ["team-a"]).sorted().map {
                    Team(name: $0, contact: "a", maxRuns: plan.quotas[$0])
                },
                types: types)
            try transaction.store(datasets: datasets, at: now)
            try transaction.store(pools: plan.pools)
        }
    }

    private func makeDataset(id: UInt32) -> AppliedDataset {
        var granularity = random.pick(plan.granularities)
        var inputs: [ResolvedInput] = []
        let near = datasets.suffix(plan.reach)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let upstream = near.filter { !granularity.isFiner(than: $0.definition.granularity) }
            let window = InputWindow(
                lookbackSeconds: granularity != .none && random.chance(0.3)
                    ? random.pick([3600, 86_400, 7 * 86_400]) : 0)
            if let input = upstream.randomElement(using: &random), random.chance(0.6) {
                inputs.append(
                    ResolvedInput(
                        id: input.id, name: input.name, granularity: input.definition.granularity, isEvents: false,
                        window: window))
            } else {
                let type = random.pick(typeIDs)
                inputs.append(
                    ResolvedInput(id: type, name: "events_\(type)", granularity: .hour, isEvents: true, window: window))
            }
        }
        if granularity == .week, random.chance(0.2) { granularity = .month }
        let name = "dataset_\(id)"
        if granularity != .none, random.chance(0.2) {
            inputs.append(
                ResolvedInput(
                    id: id, name: name, granularity: granularity, isEvents: false, window: InputWindow(isPrevious: true)
                ))
        }
        let back = random.pick([2, 2, 2, 5]) as Int64
        let start = granularity == .none ? nil : Partition(granularity, holding: now + .seconds(-back * 86_400)).start
        let definition = Dataset(
            name: name, owner: random.pick(plan.teams), description: "Simulated.",
            tier: random.pick(Tier.allCases), granularity: granularity, start: start, trigger: makeTrigger(),
            corrections: CorrectionPolicy(
                rerunDays: random.pick([3, 60, nil]), dailyBudget: random.pick([10_000, 10_000, 5, 1])),
            work: .sql("SELECT 1"), retries: random.pick([0, 1, 2, 2, 3]), limits: RunLimits(seconds: 1800),
            pool: random.chance(0.3) ? random.pick(["scarce", "wide", "wide"]) : nil)
        return AppliedDataset(
            id: id, definition: definition, schemaVersion: 1, hash: "", columns: [], lastFieldID: 0, inputs: inputs)
    }

    private func makeTrigger() -> Trigger {
        if random.chance(0.4) {
            return Trigger(
                kind: random.pick([.time, .both]),
                cron: random.pick(["30 2 * * *", "@hourly", "*/20 1-3 * * *", "0 0 * * mon,thu"]),
                zone: random.pick(["Europe/Stockholm", "America/New_York", "UTC", "Australia/Lord_Howe"]),
                offsetSeconds: random.pick([0, 0, 1800]), missed: random.pick([.all, .all, .last, .none]))
        }
        return Trigger(offsetSeconds: random.chance(0.3) ? 900 : 0)
    }
}
