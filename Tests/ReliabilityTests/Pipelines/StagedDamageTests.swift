import Foundation
import Testing

extension Reliability {
    /// What happens to files between the audit and the publication, and to those of a failed audit.
    @Suite struct StagedDamageTests {
        private static let busy = "SELECT CAST(max(hash(range)) % 1000 AS BIGINT) AS n FROM range(100000000)"

        @Test("SCH-6: a file that is no longer what was checked is not published; the run is tried again")
        func damaged() throws {
            let toys = try ToyProject("damaged")
            // No more than there are workers, so that all are staged at once.
            let harms: [(name: String, fact: String, harm: (String) throws -> Void)] = [
                ("removed", "removed", { try FileManager.default.removeItem(atPath: $0) }),
                ("cut", "bytes", { path in try Self.change(path) { $0.dropLast(3) } }),
                ("overwritten", "written", { path in try Self.change(path) { Data(repeating: 7, count: $0.count) } }),
                ("linked", "link", { path in
                    try FileManager.default.moveItem(atPath: path, toPath: path + ".real")
                    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
                }),
            ]
            for harm in harms { try toys.sql(harm.name, Self.busy) }
            try toys.start()
            let runs = try harms.map { try toys.request($0.name) }
            try toys.stopServerBeforeResults(of: runs)
            for (harm, run) in zip(harms, runs) { try harm.harm(try toys.stagedFile(run)) }
            toys.continueServer()
            for (harm, run) in zip(harms, runs) {
                let facts = try toys.wait(run, for: "retrying", "failed", "succeeded")
                let reason = facts.summary.reason ?? ""
                #expect(facts.summary.state == "retrying", "\(harm.name): \(reason)")
                for fact in [harm.fact, "part-0.parquet", "nothing was published"] {
                    #expect(reason.contains(fact), "\(harm.name) does not say \(fact): \(reason)")
                }
                #expect(try toys.revision(harm.name) == nil && toys.warehouseFiles(harm.name).isEmpty)
                #expect(toys.stagingFolders(of: run).isEmpty)
                if Surroundings.environment["BASIN_VERBOSE"] != nil { print("➜ \(harm.name): \(reason)") }
            }
            #expect(toys.basin.isAlive())
            try toys.basin.setClock(100)
            for (harm, run) in zip(harms, runs) {
                #expect(try toys.wait(run, for: "succeeded", "failed").summary.revision == 1)
                #expect(toys.warehouseFiles(harm.name).count == 1)
            }
            #expect(toys.basin.stop() == 0)
        }

        @Test("SCH-6: what fails its audit is held for a week, and where it cannot be, the check is still what is told")
        func held() throws {
            let toys = try ToyProject("held")
            let basin = toys.basin
            let checks = "checks:\n  - range: {column: n, max: 5}\n    name: small_only"
            try toys.sql("judged", "SELECT range AS n FROM range(10)", more: checks)
            try toys.start()
            let first = try toys.wait(try toys.request("judged"), for: "failed", "succeeded")
            #expect(first.summary.reason?.contains("small_only") == true, "\(first)")
            let folder = try #require(first.staged?.split(separator: ",").first.map(String.init))
            #expect(TestFolder.files(below: folder).map { ($0 as NSString).lastPathComponent } == ["part-0.parquet"])
            // A file stands where the folder of the second would.
            try FileManager.default.moveItem(atPath: basin.data + "/held", toPath: basin.data + "/elsewhere")
            try Data("in the way".utf8).write(to: URL(fileURLWithPath: basin.data + "/held"))
            let second = try toys.wait(try toys.request("judged"), for: "failed", "succeeded", "retrying")
            let reason = second.summary.reason ?? ""
            #expect(second.summary.state == "failed" && second.staged == nil, "\(reason)")
            for fact in ["small_only", "could not be kept", basin.data + "/held"] {
                #expect(reason.contains(fact), "\(fact) is not in: \(reason)")
            }
            #expect(toys.stagingFolders().isEmpty && toys.warehouseFiles("judged").isEmpty)
            try FileManager.default.removeItem(atPath: basin.data + "/held")
            try FileManager.default.moveItem(atPath: basin.data + "/elsewhere", toPath: basin.data + "/held")
            try toys.sql("judged", "SELECT range AS n FROM range(5)", more: checks)
            try toys.apply()
            #expect(try toys.wait(try toys.request("judged"), for: "succeeded", "failed").summary.revision == 1)
            try basin.setClock(8 * 86_400)
            #expect(Waiting.until(seconds: 60) { !FileManager.default.fileExists(atPath: folder) })
            #expect(basin.stop() == 0)
        }

        private static func change(_ path: String, _ body: (Data) -> Data) throws {
            let url = URL(fileURLWithPath: path)
            try body(try Data(contentsOf: url)).write(to: url)
        }
    }
}
