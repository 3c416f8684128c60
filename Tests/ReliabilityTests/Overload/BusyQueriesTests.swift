import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability {
    /// Queries that never end, and clients that go away.
    @Suite struct BusyQueriesTests {
        private static let endlessSQL = "SELECT count(*) FROM range(1000000000000)"

        @Test("With eight endless queries, events and health are answered within a second, and a stop within 25 seconds")
        func endless() throws {
            let small = try SmallProject("busy")
            let basin = small.basin
            let askers = try (0..<8).map { try Asker(basin, Self.endlessSQL, number: $0) }
            defer { askers.forEach { $0.child.kill() } }
            Waiting.pause(2)
            for round in 0..<10 {
                var took = seconds { #expect(basin.isAlive()) }
                #expect(took < 1, "/healthz took \(took) s")
                took = try seconds { try small.post(round * 10..<round * 10 + 10) }
                #expect(took < 1, "POST /events took \(took) s")
            }
            // Those that found no place are told to come again.
            let refused = Waiting.until(seconds: 20) { askers.count { $0.child.exitCode() != nil } >= 4 }
            #expect(
                refused && askers.contains { $0.errors.contains("run this one again later") }, "\(askers.map(\.errors))")
            let took = seconds { #expect(basin.stop(seconds: 25) == 0) }
            #expect(took < 25, "the stop took \(took) s")
        }

        @Test("A query whose client is gone gives its place and its cores back", arguments: [
            endlessSQL, "SELECT i, repeat('x', 1000) AS t FROM range(100000000) r(i)",
        ])
        func gone(_ sql: String) throws {
            let small = try SmallProject("gone")
            let basin = small.basin
            for number in 0..<6 {
                let asker = try Asker(basin, sql, number: number)
                Waiting.pause(0.5)
                asker.child.kill()
            }
            let isFree = try Waiting.until(seconds: 15) { try basin.queryAnswer("SELECT 1 AS a").status == 200 }
            #expect(isFree)
            let isIdle = Waiting.until(seconds: 15) {
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
            for _ in 0..<4 {
                let body = #"{"sql":"SELECT i, repeat('x', 1000) AS t FROM range(10000000) r(i)","format":"csv"}"#
                let connection = try RawConnection(port: try basin.port)
                connection.send(
                    "POST /api/v1/query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(BasinProcess.token)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                #expect(!connection.read(1000).isEmpty)
                Waiting.pause(0.5)
                connection.close()
            }
            #expect(basin.isAlive())
            #expect(try basin.queryAnswer("SELECT 1 AS a").status == 200)
            #expect(basin.stop() == 0)
        }

        private func seconds(_ work: () throws -> Void) rethrows -> Double {
            let start = ContinuousClock.now
            try work()
            return (ContinuousClock.now - start) / .seconds(1)
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

    init(_ basin: BasinProcess, _ sql: String, number: Int) throws {
        name = basin.folder.path + "/asker-\(number)"
        child = try ChildProcess(
            Surroundings.binary, ["query", sql, "--format", "csv"] + basin.url, environment: basin.environment,
            output: name + ".out.log", errors: name + ".err.log")
    }
}
