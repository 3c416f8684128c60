import Foundation
import Testing

extension Reliability.First {
    @Suite(
        .enabled(
            if: FileManager.default.fileExists(atPath: Surroundings.streamingLog),
            "the real streaming log is not beside the checkout"))
    struct PipelineTests {
        @Test("SCH-1, SCH-2, SCH-6: a month of a real log becomes days, weeks and rolling weeks that DuckDB alone agrees with")
        func month() throws {
            let project = try LogProject("pipelines")
            for dataset in ["log_daily", "log_rolling"] { try project.must(["backfill", dataset] + LogProject.days) }
            try project.must(["backfill", "log_weekly", "--from", "2018-11-05", "--to", "2018-11-26"])
            for dataset in ["log_daily", "log_rolling", "log_weekly"] {
                let partitions = try project.partitions(dataset)
                #expect(partitions.count == (dataset == "log_weekly" ? 3 : 30))
                #expect(partitions.allSatisfy { $0.state == "published" && $0.revision == 1 }, "\(partitions)")
            }
            #expect(try project.rows("SELECT sum(plays), count(DISTINCT _partition_time) FROM log_daily") == ["6820,30"])
            guard PythonOracle.isHere else { return }
            let oracle = try PythonOracle.run("streaming_log_windows.py", [Surroundings.streamingLog], in: project.folder)
            #expect(oracle.code == 0, "\(oracle.errors)")
            let ours = try ["log_rolling", "log_weekly"].flatMap { name in
                try project.rows(
                    "SELECT strftime(_partition_time, '%Y-%m-%d'), listeners, plays FROM \(name) ORDER BY _partition_time"
                ).map { "\(name),\($0)" }
            }
            #expect(ours == oracle.output.split(separator: "\n").map(String.init))
        }

        @Test("SCH-11: a run repeated as it was pinned gives the same checksum; a correction marks what read it, in order")
        func pinned() throws {
            let project = try LogProject("pinned")
            try project.must(["backfill", "log_daily", "--from", "2018-11-01", "--to", "2018-11-04"])
            try project.must(["backfill", "log_rolling", "--from", "2018-11-01", "--to", "2018-11-04"])
            let before = try project.partitions("log_daily")
            let run = try #require(before[1].run)
            try project.must(["rerun", "--as", String(run)])
            let after = try project.partitions("log_daily")
            #expect(after[1].revision == 2 && after[1].checksum == before[1].checksum)
            #expect(after[0] == before[0])
            // The second day is read by its own window and by every later one.
            #expect(try project.partitions("log_rolling").prefix(3).map(\.state) == ["published", "stale", "stale"])
            let why = try project.must(["why", "log_rolling", "2018-11-02"])
            #expect(why.contains("log_daily 2018-11-02"), "\(why)")
        }

        @Test("SCH-5, SCH-6: server and workers are killed at any step of backfills, and what comes out is what comes out undisturbed")
        func killed() throws {
            let project = try LogProject("killed")
            let copy = project.folder.path + "/undisturbed"
            try FileManager.default.copyItem(atPath: project.basin.data, toPath: project.folder.path + "/before")
            try FileManager.default.copyItem(atPath: project.basin.data + ".key", toPath: project.folder.path + "/before.key")
            // The folder knows where it is, so the undisturbed one takes its turn in the same place.
            try Self.backfillAll(project)
            let undisturbed = try project.checksums()
            #expect(undisturbed.values.allSatisfy { !$0.contains(nil) })
            try FileManager.default.moveItem(atPath: project.basin.data, toPath: copy)
            try FileManager.default.moveItem(atPath: project.folder.path + "/before", toPath: project.basin.data)
            var drill = PipelineDrill(project, seed: Surroundings.seed)
            try drill.run(kills: Surroundings.pipelineKills)
            print("➜ pipeline drill: \(drill.kills) kills, \(drill.workerKills) of them of a worker, BASIN_SEED=\(Surroundings.seed)")
            #expect(try project.checksums() == undisturbed)
            for dataset in ["log_daily", "log_rolling", "log_weekly"] {
                // The drill orders days anew when it runs out of work; what was made of them before is then marked, rightly.
                let states = try project.partitions(dataset)
                #expect(states.allSatisfy { ["published", "stale"].contains($0.state) }, "\(states)")
            }
        }

        static func backfillAll(_ project: LogProject) throws {
            for dataset in ["log_daily", "log_rolling"] { try project.must(["backfill", dataset] + LogProject.days) }
            try project.must(["backfill", "log_weekly", "--from", "2018-11-05", "--to", "2018-11-26"])
        }
    }
}
