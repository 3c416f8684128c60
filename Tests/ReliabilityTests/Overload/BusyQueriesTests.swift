import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability.Alone {
    /// Queries that never end, and clients that go away. Guards that queries hold up nobody but queries: others are answered
    /// while every place is held, and a place that its client left is free again. How soon is for the benchmarks to measure.
    @Suite struct BusyQueriesTests {
        private static let endlessSQL = "SELECT count(*) FROM range(1000000000000)"

        @Test("While endless queries hold every place, events and health are answered, and a stop ends them")
        func endless() throws {
            let small = try SmallProject("busy")
            let basin = small.basin
            let askers = try (0..<8).map { try Asker(basin, Self.endlessSQL, number: $0) }
            defer { askers.forEach { $0.child.kill() } }
            let server = try #require(basin.child?.pid)
            #expect(Waiting.until(seconds: 60) { ProcessTable.queryWorkers(of: server).count == 4 }, "not every place is held")
            for round in 0..<10 {
                #expect(basin.isAlive())
                try small.post(round * 10..<round * 10 + 10)
            }
            #expect(askers.count { $0.child.exitCode() == nil } >= 4, "the queries were not held meanwhile")
            // Those that found no place are told to come again.
            let refused = Waiting.until(seconds: 60) { askers.count { $0.child.exitCode() != nil } >= 4 }
            #expect(
                refused && askers.contains { $0.errors.contains("run this one again later") }, "\(askers.map(\.errors))")
            #expect(askers.count { $0.child.exitCode() == nil } == 4, "those that have a place keep it until the stop")
            #expect(basin.stop(seconds: 60) == 0)
        }

        @Test("A query whose client is gone gives its place and its cores back", arguments: [
            endlessSQL, "SELECT i, repeat('x', 1000) AS t FROM range(100000000) r(i)",
        ])
        func gone(_ sql: String) throws {
            let small = try SmallProject("gone")
            let basin = small.basin
            let server = try #require(basin.child?.pid)
            // More than there are places, one after another.
            for number in 0..<6 {
                let asker = try Asker(basin, sql, number: number)
                let hasBegun = Waiting.until(seconds: 60) { asker.hasOutput || ProcessTable.busyQueryWorker(of: server) != nil }
                #expect(hasBegun, "query \(number) has no place")
                asker.child.kill()
                #expect(Waiting.until(seconds: 60) { ProcessTable.busyQueryWorker(of: server) == nil }, "query \(number) goes on")
            }
            let isFree = try Waiting.until(seconds: 60) { try basin.queryAnswer("SELECT 1 AS a").status == 200 }
            #expect(isFree)
            let isIdle = Waiting.until(seconds: 60) {
                let before = cpuTicks(basin)
                Waiting.pause(1)
                return cpuTicks(basin) - before < 30
            }
            #expect(isIdle, "the queries still compute")
            #expect(basin.stop() == 0)
        }

        @Test("A client that stops reading a result, and one that then leaves, do not end the server")
        func stopsReading() throws {
            let small = try SmallProject("slow")
            let basin = small.basin
            let server = try #require(basin.child?.pid)
            for _ in 0..<4 {
                let body = #"{"sql":"SELECT i, repeat('x', 1000) AS t FROM range(10000000) r(i)","format":"csv"}"#
                let connection = try RawConnection(port: try basin.port)
                connection.send(
                    "POST /api/v1/query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(BasinProcess.token)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                #expect(!connection.read(1000).isEmpty)
                // Its worker has written all that the pipes take, and waits.
                let waits = Waiting.until(seconds: 60) { ProcessTable.queryWorkers(of: server).allSatisfy(ProcessTable.sleeps) }
                #expect(waits, "the query goes on though nobody reads")
                connection.close()
            }
            #expect(basin.isAlive())
            #expect(try basin.queryAnswer("SELECT 1 AS a").status == 200)
            #expect(basin.stop() == 0)
        }

        /// Hundredths of seconds that the server and the workers that its queries have now computed so far.
        private func cpuTicks(_ basin: BasinProcess) -> Int {
            guard let pid = basin.child?.pid else { return 0 }
            return ([pid] + ProcessTable.queryWorkers(of: pid)).compactMap(ProcessTable.ticks).reduce(0, +)
        }
    }
}

/// `basin query` as a process.
private struct Asker {
    let child: ChildProcess
    private let name: String
    var errors: String { (try? String(contentsOfFile: name + ".err.log", encoding: .utf8)) ?? "" }

    /// Rows came.
    var hasOutput: Bool { (try? FileHandle(forReadingAtPath: name + ".out.log")?.read(upToCount: 1))?.isEmpty == false }

    init(_ basin: BasinProcess, _ sql: String, number: Int) throws {
        name = basin.folder.path + "/asker-\(number)"
        child = try ChildProcess(
            Surroundings.binary, ["query", sql, "--format", "csv"] + basin.url, environment: basin.environment,
            output: name + ".out.log", errors: name + ".err.log")
    }
}
