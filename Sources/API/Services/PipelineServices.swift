package import BasinCore
package import BasinWire

/// What the doors can ask about datasets that pipelines make; part of `Services`. Each throws `BasinError`.
package struct PipelineServices: Sendable {
    /// The latest first; nil filters nothing.
    package typealias Runs =
        @Sendable (_ dataset: String?, _ partition: String?, _ state: String?, _ limit: Int)
        async throws -> [RunSummary]

    package var runs: Runs
    /// With the rows that failed the checks of these names, which is a read: written down as one, and refused as one.
    package var run: @Sendable (_ id: Int, _ failing: Set<String>, Principal) async throws -> RunDetail
    /// Makes the partition now, whatever its trigger says. `.conflict` while a run of it is active.
    package var start: @Sendable (RunRequest, Principal) async throws -> RunSummary
    /// Makes the run's partition again from what the run was pinned to.
    package var rerun: @Sendable (_ id: Int, Principal) async throws -> RunSummary
    package var cancel: @Sendable (_ id: Int, Principal) async throws -> RunSummary
    /// From the first to before the end, or the latest.
    package var partitions:
        @Sendable (_ dataset: String, _ from: String?, _ to: String?, Principal) async throws -> [PartitionSummary]
    package var why: @Sendable (_ dataset: String, _ partition: String) async throws -> WhyAnswer
    package var pause: @Sendable (_ dataset: String, Principal) async throws -> Void
    package var resume: @Sendable (_ dataset: String, ResumeRequest, Principal) async throws -> Void
    package var backfills: @Sendable () async throws -> [BackfillSummary]
    package var backfill: @Sendable (_ id: Int) async throws -> BackfillSummary
    package var beginBackfill: @Sendable (BackfillRequest, Principal) async throws -> BackfillSummary
    /// `pause`, `resume` or `cancel`.
    package var changeBackfill: @Sendable (_ id: Int, _ change: String, Principal) async throws -> BackfillSummary
    package var status: @Sendable () async throws -> PipelineStatus
    /// The latest first.
    package var find: @Sendable (RunFilter) async throws -> [RunSummary]
    package var activity: @Sendable () async throws -> RunActivity
    /// Of an owner, with a text in their names; nil: of all. 60 rows a page at most.
    package var grid: @Sendable (_ owner: String?, _ text: String?, _ page: Int, _ rows: Int) async throws -> RunGrid
    /// From a moment, or so many hours until now; 500 runs at most.
    package var timeline:
        @Sendable (_ dataset: String?, _ from: String?, _ hours: Int, _ limit: Int) async throws -> RunTimeline

    package init(
        runs: @escaping Runs,
        run: @escaping @Sendable (Int, Set<String>, Principal) async throws -> RunDetail,
        start: @escaping @Sendable (RunRequest, Principal) async throws -> RunSummary,
        rerun: @escaping @Sendable (Int, Principal) async throws -> RunSummary,
        cancel: @escaping @Sendable (Int, Principal) async throws -> RunSummary,
        partitions: @escaping @Sendable (String, String?, String?, Principal) async throws -> [PartitionSummary],
        why: @escaping @Sendable (String, String) async throws -> WhyAnswer,
        pause: @escaping @Sendable (String, Principal) async throws -> Void,
        resume: @escaping @Sendable (String, ResumeRequest, Principal) async throws -> Void,
        backfills: @escaping @Sendable () async throws -> [BackfillSummary],
        backfill: @escaping @Sendable (Int) async throws -> BackfillSummary,
        beginBackfill: @escaping @Sendable (BackfillRequest, Principal) async throws -> BackfillSummary,
        changeBackfill: @escaping @Sendable (Int, String, Principal) async throws -> BackfillSummary,
        status: @escaping @Sendable () async throws -> PipelineStatus,
        find: @escaping @Sendable (RunFilter) async throws -> [RunSummary],
        activity: @escaping @Sendable () async throws -> RunActivity,
        grid: @escaping @Sendable (String?, String?, Int, Int) async throws -> RunGrid,
        timeline: @escaping @Sendable (String?, String?, Int, Int) async throws -> RunTimeline
    ) {
        self.runs = runs
        self.run = run
        self.start = start
        self.rerun = rerun
        self.cancel = cancel
        self.partitions = partitions
        self.why = why
        self.pause = pause
        self.resume = resume
        self.backfills = backfills
        self.backfill = backfill
        self.beginBackfill = beginBackfill
        self.changeBackfill = changeBackfill
        self.status = status
        self.find = find
        self.activity = activity
        self.grid = grid
        self.timeline = timeline
    }
}
