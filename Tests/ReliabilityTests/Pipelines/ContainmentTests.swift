import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability.Alone {
    /// What runs do to themselves and to the machine stays theirs: the server lives, others go on, nothing is published
    /// and nothing is left.
    @Suite struct ContainmentTests {
        @Test("SCH-4, SCH-6: whatever programs, queries and workers do fails their run alone, and it is said what to do")
        func misbehaviour() throws {
            let toys = try ToyProject("contained")
            let basin = toys.basin
            let all = Misbehaviour.programs + Misbehaviour.queries
            for one in all { try toys.define(one) }
            let workers = [
                ("worker_silent", SIGSTOP, "retrying", "said nothing"), ("worker_killed", SIGKILL, "failed", "signal 9"),
                ("worker_crashed", SIGSEGV, "failed", "signal 11"),
            ]
            for (name, _, state, _) in workers {
                // One child of its own group and one that leaves it, neither of which anybody would wait for.
                try toys.script(name, "sleep 1000 & setsid sleep 1000 & wait", more: state == "failed" ? "retries: 0" : "")
            }
            try toys.script("parent", "sleep 1000 & setsid sleep 1000 & cp GOOD \"$BASIN_OUTPUT/good.parquet\"")
            try toys.script("loud", "echo the beginning; yes | head -c 5000000; echo the end; exit 50")
            try toys.sql("steady", "SELECT count(*) AS n FROM range(10)")
            try toys.start()
            let server = try #require(basin.child?.pid)

            // The silent one first: nobody may lose patience with it too soon, so it takes longest.
            var runs: [String: Int] = [:]
            for (name, signal, _, _) in workers {
                runs[name] = try toys.request(name)
                let worker = try #require(try toys.workerWithPrograms(name, 3))
                #expect(ProcessTable.children(of: server).contains(worker))
                kill(worker, signal)
            }
            for name in all.map(\.name) + ["parent", "loud"] { runs[name] = try toys.request(name) }
            for revision in 1...3 {
                let facts = try toys.wait(try toys.request("steady"), for: "succeeded")
                #expect(facts.summary.revision == revision)
                #expect(basin.isAlive())
            }

            for one in all { try expect(one, runs[one.name], toys) }
            for (name, _, state, fact) in workers {
                let one = Misbehaviour(name: name, work: .script(""), state: state, facts: [fact, "worker"])
                try expect(one, runs[name], toys)
            }
            let parent = try toys.wait(try #require(runs["parent"]), for: "succeeded")
            #expect(parent.summary.revision == 1)
            let loud = try toys.wait(try #require(runs["loud"]), for: "failed")
            let log = loud.log ?? ""
            #expect(log.utf8.count < 80_000 && log.hasPrefix("the beginning") && log.contains("left out"))
            #expect(log.hasSuffix("the end\n"))
            try expectCommandsTell("loops", runs["loops"] ?? 0, basin)

            #expect(Waiting.until(seconds: 60) { ProcessTable.programs(data: basin.data).isEmpty })
            #expect(Waiting.until(seconds: 60) { toys.stagingFolders().isEmpty })
            #expect(basin.isRunning && basin.child?.pid == server && basin.isAlive())
            try expectMadeOnceMended(all.map(\.name) + ["loud"] + workers.map(\.0), toys)
            #expect(basin.stop() == 0)
        }

        /// The run ended so, its message holds the facts wherever it is shown, and nothing of it is to be seen.
        private func expect(_ one: Misbehaviour, _ run: Int?, _ toys: ToyProject) throws {
            let facts = try toys.wait(try #require(run), for: "failed", "retrying", "succeeded")
            let reason = facts.summary.reason ?? ""
            #expect(facts.summary.state == one.state, "\(one.name): \(reason)")
            let why = try toys.why(one.name)
            for fact in one.facts {
                #expect(reason.contains(fact), "\(one.name) does not say \(fact): \(reason)")
                #expect(why.replacing("\\/", with: "/").contains(fact), "why \(one.name) does not say \(fact): \(why)")
            }
            #expect(reason.contains("tried again") == (one.state == "retrying"), "\(one.name): \(reason)")
            #expect(facts.worker?.contains(/^worker [1-9], process [0-9]+$/) == true, "\(one.name)")
            #expect(try toys.revision(one.name) == nil && toys.warehouseFiles(one.name).isEmpty)
            let data = toys.basin.data, id = facts.summary.id
            #expect(Waiting.until(seconds: 60) { toys.stagingFolders(of: id).isEmpty }, "\(one.name) leaves its folder")
            #expect(Waiting.until(seconds: 60) { ProcessTable.programs(data: data, dataset: one.name).isEmpty })
            if Surroundings.environment["BASIN_VERBOSE"] != nil { print("➜ \(one.name): \(one.state): \(reason)") }
        }

        /// What the API says, people who type commands are told, too.
        private func expectCommandsTell(_ name: String, _ run: Int, _ basin: BasinProcess) throws {
            for words in [["why", name, "all"], ["runs", name], ["inspect", String(run)]] {
                let done = try basin.command(words + basin.url)
                #expect(done.code == 0 && done.output.contains("`timeout`"), "\(words): \(done.output) \(done.errors)")
                if words[0] == "inspect" { #expect(done.output.contains(/worker [1-9], process [0-9]+/)) }
            }
        }

        /// With programs and queries put right, what waits for another try is made by itself, the rest when asked for.
        private func expectMadeOnceMended(_ names: [String], _ toys: ToyProject) throws {
            for name in names { try toys.mend(name) }
            try toys.apply()
            try toys.basin.setClock(700)
            for name in names {
                let last = try toys.lastRun(name)
                let run = last.state == "failed" ? try toys.request(name) : last.id
                let facts = try toys.wait(run, for: "succeeded", "failed")
                #expect(facts.summary.revision == 1, "\(name): \(facts.summary.reason ?? "")")
                #expect(toys.warehouseFiles(name).count == 1)
            }
        }
    }
}
