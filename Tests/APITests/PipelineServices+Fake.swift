import BasinAPI
import BasinCore
import BasinWire

extension PipelineServices {
    /// One run, one backfill, nothing else.
    static let fake = PipelineServices(
        runs: { dataset, partition, state, limit in [run(dataset ?? "any", partition ?? "2018-11-03", state ?? "queued", limit)] },
        run: { id in
            guard id == 7 else { throw BasinError(.notFound, "There is no run \(id).") }
            return RunDetail(summary: run("listening_daily", "2018-11-03", "succeeded", 7), events: [], checks: [], inputs: [])
        },
        start: { run($0.dataset, $0.partition, "queued", 8) },
        rerun: { run("listening_daily", "2018-11-03", "queued", $0 + 1) },
        cancel: { run("listening_daily", "2018-11-03", "cancelled", $0) },
        partitions: { dataset, from, to in
            [PartitionSummary(partition: from ?? "first", state: "published", reason: "\(dataset) \(to ?? "now")")]
        },
        why: { WhyAnswer(dataset: $0, partition: $1, state: "published", reasons: []) },
        pause: { name in
            guard name == "listening_daily" else { throw BasinError(.notFound, "There is no dataset \(name).") }
        },
        resume: { _, request in
            guard request.gap == "skip" else { throw BasinError(.invalid, "Say what becomes of the gap.") }
        },
        backfills: { [backfill(1, "running")] },
        backfill: { backfill($0, "running") },
        beginBackfill: { request in
            var made = backfill(2, "running")
            made.from = request.from
            return made
        },
        changeBackfill: { backfill($0, $1) },
        status: {
            PipelineStatus(
                running: 0, queued: 0, retrying: 0, failedPartitions: 0, stalePartitions: 0, succeeded: 0, workers: 4,
                latest: [])
        })

    private static func run(_ dataset: String, _ partition: String, _ state: String, _ id: Int) -> RunSummary {
        RunSummary(
            id: id, dataset: dataset, partition: partition, state: state, trigger: "data", attempt: 1,
            createdAt: "2018-11-04T00:00:00Z")
    }

    private static func backfill(_ id: Int, _ state: String) -> BackfillSummary {
        BackfillSummary(
            id: id, dataset: "listening_daily", from: "2018-11-01", to: "2018-12-01", state: state, concurrency: 4,
            newestFirst: false, total: 30, succeeded: 0, failed: 0, active: 0, createdAt: "2018-12-01T00:00:00Z")
    }
}
