import BasinAPI
import BasinCore
import BasinWire

extension PipelineServices {
    /// One run, one backfill, nothing else.
    static let fake = PipelineServices(
        runs: { dataset, partition, state, limit in [run(dataset ?? "any", partition ?? "2018-11-03", state ?? "queued", limit)] },
        run: { id, _, _ in
            guard id == 7 else { throw BasinError(.notFound, "There is no run \(id).") }
            return RunDetail(summary: run("listening_daily", "2018-11-03", "succeeded", 7), events: [], checks: [], inputs: [])
        },
        start: { request, _ in run(request.dataset, request.partition, "queued", 8) },
        rerun: { id, _ in run("listening_daily", "2018-11-03", "queued", id + 1) },
        cancel: { id, _ in run("listening_daily", "2018-11-03", "cancelled", id) },
        partitions: { dataset, from, to, _ in
            [PartitionSummary(partition: from ?? "first", state: "published", reason: "\(dataset) \(to ?? "now")")]
        },
        why: { WhyAnswer(dataset: $0, partition: $1, state: "published", reasons: []) },
        pause: { name, _ in
            guard name == "listening_daily" else { throw BasinError(.notFound, "There is no dataset \(name).") }
        },
        resume: { _, request, _ in
            guard request.gap == "skip" else { throw BasinError(.invalid, "Say what becomes of the gap.") }
        },
        backfills: { [backfill(1, "running")] },
        backfill: { backfill($0, "running") },
        beginBackfill: { request, _ in
            var made = backfill(2, "running")
            made.from = request.from
            return made
        },
        changeBackfill: { id, change, _ in backfill(id, change) },
        status: {
            PipelineStatus(
                running: 0, queued: 0, retrying: 0, failedPartitions: 0, stalePartitions: 0, succeeded: 0, workers: 4,
                latest: [])
        },
        find: { filter in [run(filter.dataset ?? "any", filter.partition ?? "2018-11-03", filter.state ?? "queued", filter.limit)] },
        activity: {
            RunActivity(
                at: "2018-11-04T00:00:00Z", queued: 1, running: 2, publishing: 0, retrying: 0, succeeded: 3, failed: 4,
                cancelled: 0, failedPartitions: 5, stalePartitions: 6, workers: 4)
        },
        grid: { owner, text, page, rows in
            RunGrid(
                at: "2018-11-04T00:00:00Z",
                rows: [
                    RunGrid.Row(
                        dataset: text ?? "listening_daily", owner: owner ?? "team-listening", tier: "high", granularity: "day",
                        isPaused: false, failed: 1, stale: 0,
                        partitions: [
                            PartitionSummary(partition: "2018-11-02", state: "failed", run: 7),
                            PartitionSummary(partition: "2018-11-03", state: "waiting"),
                        ])
                ], total: 1, page: page, rowsOfPage: rows)
        },
        timeline: { dataset, from, hours, _ in
            RunTimeline(
                from: from ?? "2018-11-03T18:00:00Z", to: "2018-11-04T00:00:00Z",
                runs: [run(dataset ?? "listening_daily", "2018-11-03", "running", hours)], isCut: false)
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
