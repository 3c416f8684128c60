import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Testing

/// One started run of a dataset without inputs, and an executor with a worker for it.
struct ExecutorBench {
    private let folder: WorkFolder
    private let scheduling: SchedulerBench
    private let started: StartedRun
    private let executor: RunExecutor
    private let ends: AsyncStream<Bool>

    /// - Parameter participant: takes part in the publication.
    init(
        work: Dataset.Work = .sql("SELECT 1 AS n"), participant: DatasetPublicationParticipant? = nil
    ) throws {
        folder = try WorkFolder()
        scheduling = try SchedulerBench()
        let now = scheduling.now, metastore = scheduling.metastore
        var definition = scheduling.dataset("kept", .none, trigger: Trigger(kind: .manual))
        definition.work = work
        let dataset = AppliedDataset(
            id: 10, definition: definition, schemaVersion: 1, hash: "",
            columns: [DatasetColumn(name: "n", type: .int64, id: 1, classification: .none)], lastFieldID: 1, inputs: [])
        try metastore.write { try $0.store(datasets: [dataset], at: now) }
        _ = try scheduling.scheduler.request("kept", "all", by: "a test", at: now)
        _ = try scheduling.scheduler.pass(at: now)
        started = try #require(scheduling.takeStarted().first)
        let clock = Clock { now }
        let (ends, end) = AsyncStream<Bool>.makeStream()
        self.ends = ends
        executor = RunExecutor(
            dataFolder: folder.path,
            publisher: Publisher(
                dataFolder: folder.path, metastore: metastore, clock: clock,
                participants: participant.map { [$0] } ?? []),
            metastore: metastore, clock: clock, onEnd: { _, isPublished in end.yield(isPublished) },
            onProblem: { run, problem in Issue.record("run \(run): \(problem)") })
    }

    /// Makes the run, to whatever end.
    func execute() async throws -> Bool {
        try await Probe.withPool { [executor, started, ends] pool in
            let work = Task { await executor.run(pool) }
            executor.start(started)
            var isPublished = false
            for await end in ends {
                isPublished = end
                break
            }
            work.cancel()
            await work.value
            return isPublished
        }
    }

    var state: String? {
        get throws { try scheduling.metastore.read { [id = started.runID] in try $0.run(id: id)?.state } }
    }

    func reports() throws -> [RunReport] {
        try scheduling.metastore.read { [id = started.runID] in
            try $0.reports(runID: id).map { try RunReport(text: $0) }
        }
    }

    /// What the sums of the day hold of runs.
    func counted() throws -> [Usage] {
        let day = Partition(.day, holding: scheduling.now).index
        return try scheduling.metastore.read { snapshot in
            try snapshot.usage(days: day..<day + 1).filter { $0.kind == .run }.map(\.usage)
        }
    }

    var tableFiles: [String] { names("/warehouse/basin/kept/data") }
    var stagingFolders: [String] { names("/staging") }

    private func names(_ place: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path + place)) ?? []
    }
}
