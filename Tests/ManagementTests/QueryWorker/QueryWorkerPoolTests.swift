import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What queries do to their process, and what that does to others: nothing.
@Suite(.timeLimit(.minutes(2)))
final class QueryWorkerPoolTests {
    private let probe: QueryProbe

    init() throws { probe = try QueryProbe() }

    /// Runs the order, and `meanwhile` once its worker is at it: it gave a first piece, or asked for values to be opened.
    private func failure(
        of order: QueryOrder, in pool: QueryWorkerPool, cancellation: QueryCancellation = QueryCancellation(),
        meanwhile: (Int32) -> Void
    ) async throws -> BasinError? {
        let (begun, signal) = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingOldest(1))
        async let outcome: BasinError? = BlockingThreads.shared.run {
            defer { signal.finish() }
            let tell = { @Sendable in if let process = pool.processes.first { signal.yield(process) } }
            let open: ValueOpener.Open = { values in
                tell()
                return try QueryProbe.open(values)
            }
            do {
                _ = try pool.run(
                    order, openers: [QueryProbe.opener: open], cancellation: cancellation, QueryTaker { _ in tell() })
                return nil
            } catch { return error as? BasinError }
        }
        var process: Int32?
        for await one in begun {
            process = one
            meanwhile(one)
            break
        }
        let error = try await outcome
        #expect(process != nil, "it never began: \(String(describing: error))")
        return error
    }

    private func works(_ pool: QueryWorkerPool) throws { #expect(try pool.text(probe.order("SELECT 1 AS a")) == "a\r\n1\r\n") }

    @Test("A worker that came to a query's end, good or bad, has the next one")
    func reuse() throws {
        try QueryProbe.withPool { pool in
            #expect(pool.processes.isEmpty)
            try works(pool)
            let process = pool.processes
            for sql in ["SELECT 2 AS a", "SELECT nothing", "SELECT error('x')"] { _ = try? pool.text(probe.order(sql)) }
            _ = try? pool.text(probe.order(QueryProbe.endless, limits: QueryLimits(time: .milliseconds(100))))
            try works(pool)
            #expect(pool.processes == process && process.count == 1)
        }
    }

    @Test("A worker that is killed or crashes fails its query alone", arguments: [SIGKILL, SIGSEGV, SIGABRT])
    func killed(_ signal: Int32) async throws {
        let told = Mutex<[String]>([])
        let pool = QueryWorkerPool(launch: { QueryProbe.start() }) { end in told.withLock { $0.append(end) } }
        defer { pool.stop() }
        var lost: Int32?
        let error = try await failure(of: probe.order(QueryProbe.rows), in: pool) {
            lost = $0
            kill($0, signal)
        }
        #expect(error?.code == .query && error?.message.contains("worker process") == true, "\(String(describing: error))")
        #expect(told.withLock { $0.count } == 1)
        try works(pool)
        #expect(!pool.processes.contains(lost ?? 0))
    }

    @Test("A worker that is killed between two queries fails none")
    func killedIdle() throws {
        try QueryProbe.withPool { pool in
            try works(pool)
            let process = try #require(pool.processes.first)
            kill(process, SIGKILL)
            QueryProbe.waitForEnd(of: process)
            try works(pool)
            #expect(pool.processes.count == 1 && pool.processes != [process])
        }
    }

    @Test("What cannot be interrupted is ended at its time limit, and when its client goes")
    func uninterruptible() async throws {
        let pool = QueryWorkerPool(settings: QueryWorkerSettings(grace: .milliseconds(500)), launch: { QueryProbe.start() })
        defer { pool.stop() }
        for isCancelled in [false, true] {
            let order = probe.order(
                QueryProbe.openedAndUninterruptible, [try probe.table(isOpened: true)],
                limits: QueryLimits(time: isCancelled ? .seconds(1000) : .seconds(5)))
            let cancellation = QueryCancellation()
            var process: Int32 = 0
            let error = try await failure(of: order, in: pool, cancellation: cancellation) {
                process = $0
                // Nothing hears less than a process that stands still.
                kill($0, SIGSTOP)
                if isCancelled { cancellation.cancel() }
            }
            #expect(error?.code == .query && error?.message.contains(isCancelled ? "cancelled" : "longer than") == true)
            #expect(!pool.processes.contains(process), "it was not killed")
            try works(pool)
        }
    }

    /// It would take hours, and the suite has minutes.
    @Test("A description that works out what is constant for ever is ended, too")
    func description() throws {
        try QueryProbe.withPool(settings: QueryWorkerSettings(grace: .milliseconds(300))) { pool in
            let order = probe.order(
                "SELECT levenshtein(repeat('a', 3000000), repeat('b', 3000000)) AS d", output: .shape(types: [:]),
                limits: QueryLimits(time: .milliseconds(300)))
            _ = try? pool.text(order)
            try works(pool)
        }
    }

    @Test("Memory that DuckDB does not count ends the worker, and it is said why")
    func memory() throws {
        try QueryProbe.withPool { pool in
            let order = probe.order(
                "SELECT length(replace(repeat(a, 40000000), a, repeat('b', 40))) AS n FROM (VALUES ('a')) t(a)",
                limits: QueryLimits(memoryBytes: 100_000_000))
            let error = #expect(throws: BasinError.self) { try pool.text(order) }
            #expect(error?.code == .query && error?.message.contains("more memory") == true, "\(String(describing: error))")
            try works(pool)
        }
    }

    @Test("A Parquet result that was begun is gone with its worker")
    func remains() async throws {
        let pool = QueryWorkerPool(launch: { QueryProbe.start() })
        defer { pool.stop() }
        let folder = probe.folder
        let begun = { (try? FileManager.default.contentsOfDirectory(atPath: folder))?.contains { $0.hasPrefix("query-") } == true }
        let order = probe.order(QueryProbe.rows, output: .file(.parquet, rows: nil))
        async let outcome: BasinError? = BlockingThreads.shared.run {
            do {
                _ = try pool.text(order)
                return nil
            } catch { return error as? BasinError }
        }
        // Nothing of the result is told before its end; only its file shows that it was begun.
        let isThere = await QueryProbe.eventually { begun() }
        #expect(isThere)
        kill(try #require(pool.processes.first), SIGKILL)
        let error = try await outcome
        #expect(error?.code == .query && !begun())
    }

    @Test("A worker has no descriptor but its pipes, nothing in its environment, no core file, and stands behind others")
    func restraint() throws {
        setenv("BASIN_PROBE_SECRET", "not for workers", 1)
        defer { unsetenv("BASIN_PROBE_SECRET") }
        try QueryProbe.withPool { pool in
            try works(pool)
            let folder = "/proc/\(try #require(pool.processes.first))"
            let read = { (name: String) in (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? "" }
            #expect(read("environ").split(separator: "\0") == ["SWIFT_BACKTRACE=enable=no"])
            for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/fd") where !["0", "1", "2"].contains(name) {
                let target = try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/fd/" + name)
                #expect(["pipe:", "anon_", "socke"].contains(String(target.prefix(5))), "\(name) is \(target)")
            }
            #expect(read("limits").contains(/Max core file size +0 +0/))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/cwd") == "/")
            // The thread that runs queries, and DuckDB's with it.
            let nices = try FileManager.default.contentsOfDirectory(atPath: folder + "/task").map { task in
                read("task/\(task)/stat").split(separator: ")").last?.split(separator: " ").dropFirst(16).first.flatMap { Int($0) }
            }
            #expect(nices.count { $0 == 10 } >= 3, "\(nices)")
        }
    }

    @Test("No piece of a file is long, however long a value is")
    func pieces() throws {
        try QueryProbe.withPool { pool in
            var sizes: [Int] = []
            _ = try pool.run(
                probe.order("SELECT repeat('x', 3000000) AS x FROM range(3)", output: .file(.json, rows: nil)), openers: [:],
                cancellation: QueryCancellation(), QueryTaker { sizes.append($0.count) })
            #expect(sizes.reduce(0, +) > 9_000_000 && sizes.allSatisfy { $0 <= 256 << 10 })
        }
    }

    @Test("A taker that stops taking makes the query wait: its process keeps little of what is not taken")
    func slowTaker() async throws {
        let pool = QueryWorkerPool(launch: { QueryProbe.start() })
        defer { pool.stop() }
        let order = probe.order("SELECT range AS i, repeat('x', 1000) AS t FROM range(100000000)")
        let (taken, signal) = AsyncStream<Int32>.makeStream()
        let goesOn = DispatchSemaphore(value: 0)
        async let pieces: Int = BlockingThreads.shared.run {
            defer { signal.finish() }
            var pieces = 0
            _ = try? pool.run(
                order, openers: [:], cancellation: QueryCancellation(),
                QueryTaker { _ in
                    pieces += 1
                    if pieces == 40 { throw BasinError(.query, "It is enough.") }
                    guard pieces == 1 else { return }
                    signal.yield(pool.processes.first ?? 0)
                    goesOn.wait()
                })
            return pieces
        }
        var waits = false, bytes: Int64 = 0
        for await process in taken {
            waits = await QueryProbe.eventually { QueryProbe.sleeps(process) }
            bytes = ResidentMemory.of(process)
            goesOn.signal()
        }
        #expect(waits, "the query goes on though nobody takes what it gives")
        #expect(bytes > 0 && bytes < 400 << 20, "\(bytes >> 20) MiB")
        #expect(try await pieces == 40)
    }

    @Test("What a query's process took of the processors is told, also when it failed")
    func processorTime() {
        QueryProbe.withPool { pool in
            for limit in [Duration.seconds(60), .milliseconds(300)] {
                var micros: Int64 = 0
                _ = try? pool.run(
                    probe.order("SELECT sum(hash(range)) FROM range(\(limit == .seconds(60) ? 50_000_000 : 1_000_000_000_000))", limits: QueryLimits(time: limit)),
                    openers: [:], cancellation: QueryCancellation(), QueryTaker(processorMicros: { micros = $0 }) { _ in })
                #expect(micros > 1000)
            }
        }
    }

    @Test("Of workers that nobody needs, one stays")
    func idle() async throws {
        let settings = QueryWorkerSettings(grace: .seconds(60), idleTime: .zero)
        let pool = QueryWorkerPool(settings: settings, launch: { QueryProbe.start() })
        defer { pool.stop() }
        let order = probe.order(QueryProbe.rows)
        // None goes on before all have begun.
        let begun = DispatchGroup()
        for _ in 0..<3 { begun.enter() }
        let most = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    await BlockingThreads.shared.attempt {
                        var count = 0, hasBegun = false
                        // One that fails before is not waited for.
                        defer { if !hasBegun { begun.leave() } }
                        _ = try? pool.run(
                            order, openers: [:], cancellation: QueryCancellation(),
                            QueryTaker { _ in
                                hasBegun = true
                                begun.leave()
                                _ = begun.wait(timeout: .now() + 60)
                                count = pool.processes.count
                                throw BasinError(.query, "It is enough.")
                            })
                        return count
                    }
                }
            }
            return await group.reduce(0) { max($0, $1) }
        }
        #expect(most == 3)
        let isAlone = await QueryProbe.eventually { pool.processes.count == 1 }
        #expect(isAlone)
    }

    @Test("A stop ends every worker, and the query that one has")
    func stop() async throws {
        let pool = QueryWorkerPool(launch: { QueryProbe.start() })
        var process: Int32 = 0
        let error = try await failure(of: probe.order(QueryProbe.rows), in: pool) {
            process = $0
            pool.stop()
        }
        #expect(error?.code == .unavailable && pool.processes.isEmpty)
        // Whoever had it waited for its end, too.
        #expect(kill(process, 0) != 0)
        #expect(throws: BasinError.self) { try pool.text(self.probe.order("SELECT 1")) }
    }
}
