import BasinCore
import BasinEngines
import BasinProcessing
import Foundation
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(3)))
struct WorkerPoolTests {
    @Test("An order is executed in a process of its own, with its checks and its cost")
    func order() async throws {
        let folder = try WorkFolder()
        let order = try folder.order(
            .sql(WorkFolder.perUser), checks: [Check(name: "some", rule: .rowCount(min: 1, max: nil))])
        let result = try await Probe.withPool { await $0.run(order) }
        #expect(result.output?.rows == 3 && result.output?.isPublishable == true)
        #expect(result.usage.peakBytes > 0 && result.usage.wallSeconds > 0)
        #expect(result.worker?.hasPrefix("worker 1, process ") == true)
    }

    /// That no order is lost, done twice or left waiting; how many a second they are is `Benchmarks run`'s to say.
    @Test("Two hundred orders that do nothing go through four workers")
    func stress() async throws {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("nothing"), inputs: [])
        let results = try await Probe.withPool("no-op", workers: 4) { pool in
            await withTaskGroup(of: WorkResult.self) { group in
                for number in 0..<200 {
                    var one = order
                    one.run = "run-\(number)"
                    group.addTask { [one] in await pool.run(one) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(results.count == 200 && results.allSatisfy { $0.output?.rows == 0 })
        #expect((1...4).contains(Set(results.compactMap(\.worker)).count), "a worker was replaced")
    }

    /// That patience ends, and with what words; after how long is `OrderWatchTests`' to say.
    @Test(
        "A worker that is lost is one failed run, and the next order finds a new worker (SCH-11)",
        arguments: [
            ("crash", WorkFailure.Kind.other, "signal 11"), ("exit", .other, "exit code 7"),
            ("leak", .memory, "`memory`"),
            ("freeze", .other, "said nothing"), ("hang", .timeout, "`timeout`"),
        ])
    func lost(_ what: String, _ kind: WorkFailure.Kind, _ words: String) async throws {
        let folder = try WorkFolder()
        let limits = RunLimits(seconds: what == "hang" ? 1 : 60, memoryBytes: 32 << 20)
        let bad = try folder.order(.sql(what), inputs: [], limits: limits)
        let good = try folder.order(.sql("nothing"), inputs: [])
        let (first, second) = try await Probe.withPool(
            "misbehaving", settings: { $0.silence = .seconds(what == "freeze" ? 10 : 60) }
        ) { pool in (await pool.run(bad), await pool.run(good)) }
        let failure = try #require(first.failure)
        #expect(failure.kind == kind)
        #expect(failure.message.contains(words))
        #expect(second.output != nil)
        #expect(first.worker?.hasPrefix("worker 1, process ") == true)
    }

    @Test("A worker that is killed in the middle of a run fails that run only")
    func killed() async throws {
        let folder = try WorkFolder()
        let order = try folder.order(Probe.command("children", folder.path + "/child"))
        let mark = folder.path + "/worker"
        let start = Probe.launch("worker")
        // The shell writes its id and becomes the worker.
        let launch = { @Sendable in
            ChildStart(
                path: "/bin/sh", arguments: ["-c", "echo $$ > \(mark); exec \(start.path) worker"],
                environment: start.environment)
        }
        let result = try await Probe.withPool(launch: launch) { pool in
            await pool.run(order) { _ in
                guard Self.child(folder.path + "/child", 2) != nil else { return }
                let text = (try? String(contentsOfFile: mark, encoding: .utf8)) ?? ""
                if let process = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) { kill(process, SIGKILL) }
            }
        }
        #expect(result.failure?.kind == .other)
        try expectNoChildren(folder.path + "/child")
    }

    @Test("An order can be cancelled, waiting or running, by its run or by its task")
    func cancellation() async throws {
        let folder = try WorkFolder()
        var running = try folder.order(Probe.command("stubborn"))
        var waiting = running
        (running.run, waiting.run) = ("running", "waiting")
        let results = try await Probe.withPool { [running, waiting] pool in
            // Whichever of them has the worker.
            let cancelBoth = { @Sendable (_: WorkerHeartbeat) in
                pool.cancel(run: "waiting")
                pool.cancel(run: "running")
            }
            async let first = pool.run(running, heartbeat: cancelBoth)
            async let second = pool.run(waiting, heartbeat: cancelBoth)
            let both = await [first, second]
            let task = Task { await pool.run(running) }
            task.cancel()
            return both + [await task.value]
        }
        #expect(results.map { $0.failure?.kind } == [.cancelled, .cancelled, .cancelled])
    }

    @Test("A worker that ignores its cancellation is killed")
    func ignoredCancellation() async throws {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("hang"), inputs: [])
        let result = try await Probe.withPool("misbehaving") { pool in
            await pool.run(order) { _ in pool.cancel(run: order.run) }
        }
        #expect(result.failure?.kind == .cancelled)
    }

    @Test("What is no reply ends the worker and the run", arguments: ["garbage", "long-frame"])
    func garbage(_ mode: String) async throws {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("nothing"), inputs: [])
        let result = try await Probe.withPool(mode) { await $0.run(order) }
        #expect(result.failure?.kind == .other)
        #expect(result.failure?.message.contains("no reply") == true)
    }

    @Test("Workers that cannot be started are said so", arguments: ["ends-at-start", "/nowhere/worker"])
    func noStart(_ mode: String) async throws {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("nothing"), inputs: [])
        let start = mode.hasPrefix("/") ? ChildStart(path: mode, arguments: [], environment: [:]) : Probe.launch(mode)
        let result = try await Probe.withPool(launch: { start }) { await $0.run(order) }
        #expect(result.failure?.kind == .other)
        #expect(result.failure?.message.contains("No worker can be started") == true)
    }

    @Test("A worker is replaced after so many orders")
    func recycled() async throws {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("nothing"), inputs: [])
        let starts = Mutex(0)
        let start = Probe.launch("no-op")
        let launch = { @Sendable in
            starts.withLock { $0 += 1 }
            return start
        }
        try await Probe.withPool(settings: { $0.ordersPerWorker = 2 }, launch: launch) { pool in
            for _ in 0..<6 { #expect(await pool.run(order).output != nil) }
        }
        #expect(starts.withLock(\.self) >= 3)
    }

    @Test("A full disk fails the run and says so; the worker lives on")
    func fullDisk() async throws {
        let folder = try WorkFolder()
        let rows = "SELECT hash(range)::VARCHAR AS user_id, range AS plays FROM range(400000)"
        let order = try folder.order(.sql(rows))
        let small = try folder.order(.sql(WorkFolder.perUser), staging: "small")
        let start = Probe.launch("worker")
        // No file may be longer than 512 KiB: to the writer it is a disk that has no room.
        let launch = { @Sendable in
            ChildStart(
                path: "/bin/sh", arguments: ["-c", "ulimit -f 1024; exec \(start.path) worker"],
                environment: start.environment)
        }
        let (first, second) = try await Probe.withPool(launch: launch) { pool in
            (await pool.run(order), await pool.run(small))
        }
        #expect(first.failure?.kind == .other)
        #expect(first.failure?.message.contains("disk") == true)
        #expect(second.output?.rows == 3)
    }

    @Test("A stop ends what runs and what waits, and leaves no process")
    func stop() async throws {
        let folder = try WorkFolder()
        let order = try folder.order(Probe.command("children", folder.path + "/child"))
        let pool = try WorkerPool(settings: WorkerPoolSettings(workers: 1)) { Probe.launch("worker") }
        let began = AsyncStream<Void>.makeStream()
        let tell = { @Sendable (_: WorkerHeartbeat) in
            if Self.child(folder.path + "/child", 2) != nil { began.continuation.yield() }
        }
        async let first = pool.run(order, heartbeat: tell)
        async let second = pool.run(order, heartbeat: tell)
        for await _ in began.stream { break }
        await pool.stop()
        #expect(await [first, second].map { $0.failure?.kind } == [.cancelled, .cancelled])
        #expect(await pool.run(order).failure?.kind == .cancelled)
        try expectNoChildren(folder.path + "/child")
    }

    /// The limit is as long as this machine needs for the command to start what would outlive it.
    @Test("Nothing that a command starts outlives its run")
    func descendants() async throws {
        let folder = try WorkFolder()
        let mark = folder.path + "/child"
        try await Probe.withPool { pool in
            for seconds in [1, 4, 16, 64] as [Int64] where Self.child(mark, 2) == nil {
                let order = try folder.order(
                    Probe.command("children", mark), limits: RunLimits(seconds: seconds), staging: "staging-\(seconds)")
                #expect(await pool.run(order).failure?.kind == .timeout)
            }
        }
        try expectNoChildren(mark)
    }

    /// The process that a command started, once the command has written down all of its id.
    private static func child(_ mark: String, _ number: Int) -> Int32? {
        guard let text = try? String(contentsOfFile: "\(mark).\(number)", encoding: .utf8), text.hasSuffix("\n") else { return nil }
        return Int32(text.dropLast())
    }

    /// Neither the child in the command's group nor the one that left it is alive.
    private func expectNoChildren(_ mark: String) throws {
        for number in 1...2 {
            let process = try #require(Self.child(mark, number))
            #expect(Probe.eventually { !Probe.isAlive(process) })
        }
    }
}
