import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability {
    /// Workers that come back when somebody else has their run.
    @Suite struct ZombieTests {
        private static let waits = """
            while [ ! -e "$0.go" ]; do sleep 0.02; done
            cp GOOD "$BASIN_OUTPUT/good.parquet"
            """

        @Test("SCH-5, SCH-6: a worker that wakes after its lease is gone changes nothing; another published, once")
        func wakes() throws {
            let toys = try ToyProject("zombie")
            try toys.script("slow", Self.waits)
            try toys.start()
            let run = try toys.request("slow")
            let worker = try #require(try toys.workerWithPrograms("slow", 1))
            kill(worker, SIGSTOP)
            // Its program is done meanwhile, so that all that is left for the worker is to hand in what it has.
            try toys.folder.write("slow.sh.go", "")
            // The time limit passes, an hour and the grace. The pool tells the worker to stop, and kills it some
            // seconds later: so long may it wake, and does.
            try toys.basin.setClock(3700)
            try toys.wait(run, for: "retrying")
            try toys.basin.setClock(3800)
            let made = try toys.wait(run, for: "succeeded")
            let isThere = ProcessTable.isAlive(worker)
            kill(worker, SIGCONT)
            #expect(made.worker?.hasSuffix("process \(worker)") == false)
            // The end of the old attempt is when its folder goes.
            #expect(Waiting.until(seconds: 60) { toys.stagingFolders().isEmpty })
            print("➜ zombie: the worker \(isThere ? "woke after" : "was killed before") the other's publication")
            try expectOnce(toys, "slow", run)
            #expect(toys.basin.stop() == 0)
        }

        @Test("SCH-5, SCH-6: a result that comes as its lease ends is published, or its run is made again; never both")
        func late() throws {
            let toys = try ToyProject("late")
            try toys.sql("slow", "SELECT CAST(max(hash(range)) % 1000 AS BIGINT) AS n FROM range(100000000)")
            try toys.start()
            let run = try toys.request("slow")
            try toys.stopServerBeforeResults(of: [run])
            try toys.basin.setClock(3700)
            toys.continueServer()
            let state = try toys.wait(run, for: "retrying", "succeeded").summary.state
            try toys.basin.setClock(3800)
            try toys.wait(run, for: "succeeded")
            #expect(Waiting.until(seconds: 60) { toys.stagingFolders().isEmpty })
            try expectOnce(toys, "slow", run, attempts: state == "retrying" ? 2 : 1, rows: 1)
            #expect(toys.basin.stop() == 0)
        }

        /// When a server dies, the system kills its workers, stopped or not, and they their programs: nobody is left to
        /// wake. What left the program's process group outlives them, and is ended by the next start.
        @Test("SCH-5, SCH-6: nothing of a killed server's runs comes back, not even a worker that was stopped")
        func killedServer() throws {
            let toys = try ToyProject("zombieserver")
            try toys.script("slow", "setsid sleep 1000 &\n" + Self.waits)
            try toys.start()
            let run = try toys.request("slow")
            let worker = try #require(try toys.workerWithPrograms("slow", 2))
            kill(worker, SIGSTOP)
            toys.basin.kill()
            #expect(Waiting.until(seconds: 60) { !ProcessTable.isAlive(worker) })
            kill(worker, SIGCONT)
            let left = ProcessTable.programs(data: toys.basin.data)
            #expect(!left.isEmpty)
            try toys.basin.start()
            #expect(Waiting.until(seconds: 60) { left.allSatisfy { !ProcessTable.isAlive($0) } })
            try toys.folder.write("slow.sh.go", "")
            try toys.wait(run, for: "succeeded")
            try expectOnce(toys, "slow", run)
            #expect(Waiting.until(seconds: 60) { ProcessTable.programs(data: toys.basin.data).isEmpty })
            #expect(toys.basin.stop() == 0)
        }

        private func expectOnce(
            _ toys: ToyProject, _ name: String, _ run: Int, attempts: Int = 2, rows: Int = 20000
        ) throws {
            let facts = try toys.facts(run)
            #expect(facts.summary.revision == 1 && facts.summary.attempt == attempts)
            #expect(facts.events.count { $0.event.hasPrefix("published") } == 1, "\(facts.events)")
            #expect(facts.events.last?.event.hasPrefix("published") == true)
            #expect(try toys.revision(name) == 1)
            #expect(toys.warehouseFiles(name).count == 1)
            #expect(try toys.basin.number("SELECT count(*) FROM \(name)") == rows)
        }
    }
}
