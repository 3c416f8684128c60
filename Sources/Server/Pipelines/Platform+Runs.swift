import BasinAPI
import BasinCore
import BasinDefinitions
import BasinMetastore
import BasinProcessing
import BasinWire

/// What the doors ask about runs.
extension Platform {
    var pipelineServices: PipelineServices {
        PipelineServices(
            runs: { try await self.findRuns(RunFilter(dataset: $0, partition: $1, state: $2, limit: $3)) },
            run: { try await self.run(Int64($0), failing: $1, for: $2) },
            start: { request, person in
                try await self.acting { scheduler, now in
                    try scheduler.request(request.dataset, request.partition, by: person.name, at: now)
                }
            },
            rerun: { id, person in
                try await self.acting { scheduler, now in try scheduler.rerun(as: Int64(id), by: person.name, at: now) }
            },
            cancel: { id, person in
                let run = try await self.acting { scheduler, now in
                    try scheduler.cancel(runID: Int64(id), by: person.name, at: now)
                    return Int64(id)
                }
                // One that had no worker ends here.
                self.runTraces?.ended(Int64(id))
                return run
            },
            partitions: { try await self.partitions(of: $0, from: $1, to: $2, for: $3) },
            why: { try await self.why($0, $1) },
            pause: { name, person in
                try await self.changing { scheduler, now in try scheduler.pause(name, by: person.name, at: now) }
            },
            resume: { name, request, person in
                guard let gap = [AfterPause.skip, .catchUp].first(where: { $0.word == request.gap }) else {
                    throw BasinError(.invalid, "`gap` is neither skip nor catch_up; say what becomes of the gap.")
                }
                try await self.changing { scheduler, now in try scheduler.resume(name, gap, by: person.name, at: now) }
            },
            backfills: { try await self.backfills() },
            backfill: { try await self.backfill(Int64($0)) },
            beginBackfill: { try await self.beginBackfill($0, by: $1.name) },
            changeBackfill: { try await self.changeBackfill(Int64($0), $1, by: $2.name) },
            status: { try await self.pipelineStatus() },
            find: { try await self.findRuns($0) },
            activity: { try await self.runActivity() },
            grid: { try await self.runGrid(owner: $0, text: $1, page: $2, rows: $3) },
            timeline: { try await self.runTimeline($0, from: $1, hours: $2, limit: $3) })
    }

    /// Does something with the scheduler that changes what it should look at.
    func changing<Value: Sendable>(
        _ change: @escaping @Sendable (Scheduler, Timestamp) throws -> Value
    ) async throws -> Value {
        let value = try await BlockingThreads.shared.run { [pipelines, clock] in
            try change(pipelines.scheduler, clock.now())
        }
        pipelines.signal()
        return value
    }

    /// The same for what concerns one run, which is answered.
    private func acting(_ change: @escaping @Sendable (Scheduler, Timestamp) throws -> Int64) async throws -> RunSummary {
        let id = try await changing(change)
        return try await run(id).summary
    }

    /// - Parameters:
    ///   - failing: names of checks of which the rows that failed are shown.
    ///   - person: what may be rows is shown to who may read all of the dataset; nil: to nobody.
    /// - Throws: `.notFound`; `.forbidden` for rows that they may not read.
    private func run(_ id: Int64, failing: Set<String> = [], for person: Principal? = nil) async throws -> RunDetail {
        if let person, !failing.isEmpty {
            let shown = try await read { snapshot in
                let (record, dataset) = try Self.run(id, in: snapshot)
                let names = try self.namesShown(by: dataset).union(Self.namesShown(by: record, Self.lastReport(record, snapshot)))
                return try Self.tables(names, snapshot)
            }
            try await requireFailingRows(of: shown, for: person)
        }
        return try await read { snapshot in
            let (record, dataset) = try Self.run(id, in: snapshot)
            let report = try Self.lastReport(record, snapshot)
            // What a check looked at, or a program printed, may be rows.
            let names = try self.namesShown(by: dataset).union(Self.namesShown(by: record, report))
            let showsRows = try person.map { try self.mayReadWhole(Self.tables(names, snapshot), $0, snapshot) } ?? false
            let pin = try record.pin.map { try RunPin(text: $0) }
            return RunDetail(
                summary: try RunSummary(
                    record, DatasetShape(dataset), report: report),
                events: try snapshot.runEvents(runID: id).enumerated().map {
                    RunEventSummary(number: $0.offset + 1, at: $0.element.at.description, event: RunEvent.words($0.element.event))
                },
                checks: (report?.checks ?? []).map { CheckSummary($0, showsRows: showsRows, of: failing) },
                inputs: (pin?.inputs ?? []).map(RunInputSummary.init), definitionHash: pin?.hash, engine: pin?.engine,
                worker: report?.worker, checksum: showsRows ? report?.checksum : nil, log: showsRows ? report?.log : nil,
                staged: report?.heldFolder.map { "\($0), until \(report?.heldUntil?.description ?? "")" },
                requestedBy: record.requestedBy, rerunOf: record.rerunOf.map { Int($0) })
        }
    }

    private static func run(
        _ id: Int64, in snapshot: BasinMetastore.Snapshot
    ) throws -> (record: RunRecord, dataset: AppliedDataset) {
        guard let record = try snapshot.run(id: id), let dataset = try snapshot.dataset(id: record.datasetID)?.dataset
        else { throw BasinError(.notFound, "There is no run \(id); `basin runs` lists them.") }
        return (record, dataset)
    }

    /// The tables of which a dataset's checks and its program may show rows.
    func namesShown(by dataset: AppliedDataset) -> Set<String> {
        let names = dataset.definition.datasetsInChecks { (try? planTools.sql.reads($0)) ?? [] }.union([dataset.name])
        guard case .command = dataset.definition.work else { return names }
        return names.union(dataset.inputs.map(\.name))
    }

    /// Those of which a run's did, whatever its dataset's definition is now.
    static func namesShown(by record: RunRecord, _ report: RunReport?) throws -> Set<String> {
        let names = Set(report?.checkedBeside ?? [])
        guard let pin = try record.pin.map({ try RunPin(text: $0) }), case .command = pin.work else { return names }
        return names.union(pin.inputs.map(\.name))
    }

    static func tables(_ names: Set<String>, _ snapshot: BasinMetastore.Snapshot) throws -> [GuardedTable] {
        try names.sorted().compactMap { try guardedTable(named: $0, in: snapshot) }
    }

    static func lastReport(_ record: RunRecord, _ snapshot: BasinMetastore.Snapshot) throws -> RunReport? {
        try snapshot.reports(runID: record.id).last.map { try RunReport(text: $0) }
    }

    static func madeDataset(named name: String, in snapshot: BasinMetastore.Snapshot) throws -> AppliedDataset {
        if let found = try snapshot.dataset(named: name)?.dataset { return found }
        if try snapshot.eventType(named: name) != nil {
            throw BasinError(
                .invalid, "\(name) is an event type, which no pipeline makes; see its hours with `basin hours \(name)`.")
        }
        throw BasinError(.notFound, "There is no dataset named \(name.prefix(80)); `basin datasets` lists them.")
    }

    static func partition(_ text: String, of dataset: AppliedDataset) throws -> Partition {
        let granularity = dataset.definition.granularity
        if let partition = Partition(text, granularity) { return partition }
        let example = Partition(granularity, holding: Timestamp(microseconds: 1_541_253_600_000_000))
        throw BasinError(
            .invalid, "\(text.prefix(40)) is no \(granularity.rawValue) of \(dataset.name); write it like \(example).")
    }

    private func pipelineStatus() async throws -> PipelineStatus {
        try await read { [pipelines] snapshot in
            let counts = try snapshot.runCounts()
            let troubled = try snapshot.troubledPartitionCounts()
            return PipelineStatus(
                running: (counts["running"] ?? 0) + (counts["publishing"] ?? 0), queued: counts["queued"] ?? 0,
                retrying: counts["retrying"] ?? 0, failedPartitions: troubled.failed,
                stalePartitions: troubled.stale, succeeded: counts["succeeded"] ?? 0,
                workers: pipelines.workers,
                latest: try Self.summaries(snapshot.runs(limit: 5), snapshot))
        }
    }
}

extension AfterPause {
    /// As the doors say it.
    fileprivate var word: String {
        switch self {
        case .skip: "skip"
        case .catchUp: "catch_up"
        }
    }
}
