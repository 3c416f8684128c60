import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability.Alone {
    /// People's SQL runs beside the server: what it does to its process, the server does not feel.
    @Suite struct QueryWorkerTests {
        private static let endless = "SELECT count(*) FROM range(1000000000000) a, range(1000000000) b WHERE hash(a.range, b.range) = 1"
        /// One call that takes minutes, and between two of which alone DuckDB looks for an interrupt.
        private static let uninterruptible =
            "SELECT levenshtein(repeat(a, 300000), repeat(b, 300000)) AS d FROM (VALUES ('a', 'b')) t(a, b)"

        @Test("A worker that is killed fails its query with 400; intake and the next query go on, and nothing was restarted", arguments: [
            SIGKILL, SIGSEGV,
        ])
        func killed(_ signal: Int32) throws {
            let small = try SmallProject("query-killed")
            let basin = small.basin
            try small.post(0..<10)
            #expect(try basin.number("SELECT count(*) FROM first_type") == 10)
            let server = try #require(basin.child?.pid)
            let asked = Asked(basin, Self.endless)
            let worker = try #require(busyWorker(of: server))
            kill(worker, signal)
            let answer = try #require(asked.answer(seconds: 60))
            #expect(answer.status == 400 && answer.text.contains("worker process"), "\(answer.status) \(answer.text)")
            try small.post(10..<20)
            #expect(try basin.number("SELECT count(*) FROM first_type") == 20)
            #expect(basin.isRunning && basin.child?.pid == server)
            #expect(basin.errorText().contains("a query's worker was lost"))
            #expect(basin.stop() == 0)
        }

        @Test("A query that cannot be interrupted ends with its client, and holds up neither intake nor a stop")
        func uninterruptible() throws {
            let small = try SmallProject("query-stuck")
            let basin = small.basin
            let server = try #require(basin.child?.pid)
            let child = try asker(basin, Self.uninterruptible, 0)
            let worker = try #require(busyWorker(of: server))
            try small.post(0..<10)
            child.kill()
            #expect(Waiting.until(seconds: 60) { !ProcessTable.isAlive(worker) }, "the worker still computes")
            let other = try asker(basin, Self.uninterruptible, 1)
            defer { other.kill() }
            let second = try #require(busyWorker(of: server))
            #expect(basin.stop(seconds: 40) == 0)
            #expect(Waiting.until(seconds: 60) { !ProcessTable.isAlive(second) })
        }

        @Test("A worker knows none of the server's secrets, and has none of its files")
        func secrets() throws {
            let small = try SmallProject("query-secrets")
            let basin = small.basin
            try small.post(0..<10)
            #expect(try basin.number("SELECT count(*) FROM first_type") == 10)
            let server = try #require(basin.child?.pid)
            #expect(ProcessTable.environment(server).contains("BASIN_ADMIN_TOKEN=\(BasinProcess.token)"))
            let worker = try #require(ProcessTable.queryWorkers(of: server).first)
            #expect(ProcessTable.environment(worker) == ["SWIFT_BACKTRACE=enable=no"])
            for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd") {
                let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(worker)/fd/\(name)")) ?? ""
                #expect(!target.hasPrefix(basin.data) && !target.hasPrefix("socket:"), "\(name) is \(target)")
            }
            #expect(basin.stop() == 0)
        }

        // After a crash the runtime's report comes first, which may take minutes while the workers compute.
        @Test("Workers end with the server, however it ends, in the middle of a query too", arguments: [SIGKILL, SIGTERM, SIGHUP])
        func serverEnds(_ signal: Int32) throws {
            let small = try SmallProject("query-orphans")
            let basin = small.basin
            #expect(try basin.number("SELECT 1 AS a") == 1)
            let server = try #require(basin.child?.pid)
            let askers = try [Self.endless, Self.uninterruptible].enumerated().map { try asker(basin, $1, $0) }
            defer { askers.forEach { $0.kill() } }
            #expect(Waiting.until(seconds: 60) { ProcessTable.queryWorkers(of: server).count == 2 })
            let workers = ProcessTable.queryWorkers(of: server)
            basin.child?.signal(signal)
            #expect(Waiting.until(seconds: 40) { workers.allSatisfy { !ProcessTable.isAlive($0) } })
            #expect(basin.child?.wait(seconds: 40) != nil)
        }

        /// One of the server's workers that computes.
        private func busyWorker(of server: pid_t) -> pid_t? {
            Waiting.value(seconds: 60) { ProcessTable.busyQueryWorker(of: server) }
        }

        private func asker(_ basin: BasinProcess, _ sql: String, _ number: Int) throws -> ChildProcess {
            let name = basin.folder.path + "/asker-\(number)"
            return try ChildProcess(
                Surroundings.binary, ["query", sql, "--format", "csv"] + basin.url, environment: basin.environment,
                output: name + ".out.log", errors: name + ".err.log")
        }
    }
}

/// A query that is asked on a thread of its own.
private final class Asked: Sendable {
    private let got = Mutex<HTTPAnswer?>(nil)

    init(_ basin: BasinProcess, _ sql: String) {
        let thread = Thread { [self] in
            let answer = try? basin.queryAnswer(sql)
            got.withLock { $0 = answer }
        }
        thread.start()
    }

    func answer(seconds: Double) -> HTTPAnswer? { Waiting.value(seconds: seconds) { got.withLock { $0 } } }
}
