import BasinCore
import BasinEngines
import BasinMetastore
import BasinProcessing
import Logging

/// The scheduler, the workers and what lies between, on one metastore.
final class Pipelines: Sendable {
    let scheduler: Scheduler
    let executor: RunExecutor
    let workers: Int
    private let launch: (@Sendable () throws -> ChildStart)?
    private let staging: String
    private let metastore: Metastore
    private let clock: Clock
    private let logger: Logger
    /// Something happened that the scheduler should look at now.
    private let signals: AsyncStream<Void>
    private let signalling: AsyncStream<Void>.Continuation
    private let passes = BlockingThreads(label: "basin.scheduler", isSerial: true)

    /// - Parameters:
    ///   - published: called after a dataset got a new revision, to show it to Iceberg readers.
    ///   - ended: called after each try of a run, whatever came of it; must be quick.
    init(
        _ options: PipelineOptions, dataFolder: String, metastore: Metastore, clock: Clock, logger: Logger,
        published: @escaping @Sendable (UInt32) -> Void, ended: @escaping @Sendable (_ runID: Int64) -> Void = { _ in }
    ) {
        workers = options.workers
        launch = options.launch
        staging = dataFolder + "/staging"
        self.metastore = metastore
        self.clock = clock
        self.logger = logger
        (signals, signalling) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        let signalling = signalling
        executor = RunExecutor(
            dataFolder: dataFolder,
            publisher: Publisher(
                dataFolder: dataFolder, metastore: metastore, clock: clock,
                participants: [{ try Platform.noteMade($0, $1, at: clock.now()) }]),
            metastore: metastore, clock: clock,
            onEnd: { run, isPublished in
                signalling.yield()
                if isPublished { published(run.datasetID) }
                ended(run.runID)
            },
            onProblem: { runID, problem in
                logger.error("a run's end could not be recorded", metadata: ["run.id": "\(runID)", "problem": "\(problem)"])
            })
        scheduler = Scheduler(
            metastore: metastore, owner: "scheduler-\(UInt64.random(in: 0...UInt64.max))", slots: options.workers,
            triggers: options.triggers, effects: SchedulerEffects(
                start: { [executor] in executor.start($0) }, stop: { [executor] in executor.stop($0, $1) },
                isUnderWay: { [executor] in executor.isUnderWay($0) }))
    }

    /// Looks at what changed, soon.
    func signal() { signalling.yield() }

    /// Schedules and makes, until cancelled. Then the workers are gone, and what they had goes on with the next start.
    func run() async {
        guard let launch else { return }
        _ = await passes.attempt { [staging] in CommandRemains.end(below: staging) }
        let made: WorkerPool
        do {
            made = try WorkerPool(settings: WorkerPoolSettings(workers: workers), launch: launch)
        } catch {
            logger.error("there are no workers, so no dataset is made", metadata: ["error": "\(error)"])
            return
        }
        // This process owns the data folder: whoever held the lease is gone.
        _ = await passes.attempt { [metastore, clock] in
            try? metastore.write { try $0.endSchedulerLease(at: clock.now()) }
        }
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in await executor.run(made) }
            group.addTask { [self] in await beat() }
            await schedule()
            group.cancelAll()
        }
        await made.stop()
        _ = await passes.attempt { [scheduler, clock] in try? scheduler.release(at: clock.now()) }
    }

    /// Time passes too: due partitions, retries, deadlines.
    private func beat() async {
        while !Task.isCancelled {
            signalling.yield()
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    private func schedule() async {
        var lastProblem: String?
        for await _ in signals {
            if Task.isCancelled { return }
            do {
                _ = try await passes.run { [scheduler, clock] in try scheduler.pass(at: clock.now()) }
                lastProblem = nil
            } catch {
                // The same trouble every half second is one trouble.
                if lastProblem != "\(error)" { logger.error("the scheduler could not do a pass", metadata: ["error": "\(error)"]) }
                lastProblem = "\(error)"
            }
        }
    }
}
