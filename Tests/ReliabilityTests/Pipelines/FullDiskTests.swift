import Foundation
import Testing

extension Reliability.First {
    /// Runs on a disk that has no room left.
    @Suite struct FullDiskTests {
        /// Nil where no small disk can be mounted.
        private func onDisk(_ name: String, megabytes: Int) throws -> (ToyProject, SmallDisk)? {
            var disk: SmallDisk?
            let toys = try ToyProject(name) { folder in
                disk = try SmallDisk(folder, megabytes: megabytes)
                return (disk?.path ?? folder.path) + "/data"
            }
            guard let disk else {
                print("➜ no small disk can be mounted here; skipped")
                return nil
            }
            return (toys, disk)
        }

        @Test("SCH-4, SCH-6: a run that finds no room says so and is tried again; what needs less room goes on")
        func staging() throws {
            guard let (toys, disk) = try onDisk("fullstaging", megabytes: 64) else { return }
            try toys.sql("large", "SELECT CAST(hash(range) % 1000000007 AS BIGINT) AS n FROM range(4000000)")
            try toys.script("large_program", "head -c 30000000 /dev/urandom > \"$BASIN_OUTPUT/large.parquet\"")
            // One that would keep what it took for as long as it may.
            try toys.script("greedy", "cat /dev/zero > \"$BASIN_OUTPUT/greedy.parquet\"; sleep 1000")
            try toys.sql("steady", "SELECT count(*) AS n FROM range(10)")
            try toys.start()
            let server = toys.basin.child?.pid
            try disk.fill(leaving: 6_000_000)
            let query = try toys.wait(try toys.request("large"), for: "retrying", "failed", "succeeded")
            let program = try toys.wait(try toys.request("large_program"), for: "retrying", "failed", "succeeded")
            let greedy = try toys.wait(try toys.request("greedy"), for: "retrying", "failed", "succeeded")
            for facts in [query, program, greedy] {
                #expect(facts.summary.state == "retrying", "\(facts)")
                #expect(toys.stagingFolders(of: facts.summary.id).isEmpty)
                #expect(toys.warehouseFiles(facts.summary.dataset).isEmpty)
                if Surroundings.environment["BASIN_VERBOSE"] != nil { print("➜ \(facts.summary)") }
            }
            for fact in ["disk is full", toys.basin.data + "/staging", "free some space"] {
                for facts in [query, program, greedy] {
                    #expect(facts.summary.reason?.contains(fact) == true, "\(fact) is not in: \(facts)")
                }
                #expect(try toys.why("large").replacing("\\/", with: "/").contains(fact))
            }
            #expect(try toys.wait(try toys.request("steady"), for: "succeeded").summary.revision == 1)
            #expect(toys.basin.isAlive() && toys.basin.child?.pid == server)
            try disk.empty()
            for name in ["large_program", "greedy"] { try toys.rewrite(name, "cp GOOD \"$BASIN_OUTPUT/good.parquet\"") }
            try toys.basin.setClock(100)
            for run in [query, program, greedy].map(\.summary.id) {
                #expect(try toys.wait(run, for: "succeeded", "failed").summary.revision == 1)
            }
            #expect(toys.basin.stop() == 0)
        }

        @Test("SCH-2, SCH-6: ends of runs that find no room to be recorded are recorded when there is some, and none is lost")
        func recording() throws {
            guard let (toys, disk) = try onDisk("fullrecord", megabytes: 64) else { return }
            try toys.sql("made", "SELECT CAST(max(hash(range)) % 1000 AS BIGINT) AS n FROM range(300000000)")
            for name in ["loud_1", "loud_2"] { try toys.script(name, "sleep 1; seq 100000; exit 50") }
            try toys.sql("steady", "SELECT count(*) AS n FROM range(10)")
            try toys.start()
            let server = toys.basin.child?.pid
            let runs = try ["made", "loud_1", "loud_2"].map { try toys.request($0) }
            try toys.stopServerBeforeResults(of: runs)
            try disk.fill(leaving: 0)
            toys.continueServer()
            #expect(Waiting.until(seconds: 10) { toys.basin.errorText().contains("could not be recorded") })
            #expect(toys.basin.isAlive() && toys.basin.child?.pid == server)
            try disk.empty()
            for run in runs.dropFirst() {
                let facts = try toys.wait(run, for: "failed", "succeeded")
                #expect(facts.summary.reason?.contains("exit code 50") == true, "\(facts)")
            }
            let made = try toys.wait(runs[0], for: "succeeded", "retrying", "failed")
            if Surroundings.environment["BASIN_VERBOSE"] != nil { print("➜ \(made)\n\(toys.basin.errorText())") }
            if made.summary.state == "retrying" {
                #expect(made.summary.reason?.contains("space") == true, "\(made)")
                try toys.basin.setClock(100)
            }
            #expect(try toys.wait(runs[0], for: "succeeded", "failed").summary.revision == 1)
            #expect(try toys.wait(try toys.request("steady"), for: "succeeded").summary.revision == 1)
            #expect(toys.warehouseFiles("made").count == 1)
            #expect(toys.stagingFolders().isEmpty)
            #expect(toys.basin.stop() == 0)
        }
    }
}
