import Foundation
import Testing

extension Reliability.Second {
    /// What others' own clients tell Basin, and read back.
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages; make test installs it"))
    struct LineageInTests {
        private struct Lineage: Decodable {
            struct Node: Decodable { var id: String, kind: String, depth: Int }
            var nodes: [Node]
        }

        private func lineage(_ basin: BasinProcess, _ name: String, _ query: String = "") throws -> Lineage {
            let name = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
            return try basin.answer("GET", "/api/v1/datasets/\(name)/lineage?\(query)").decoded()
        }

        @Test("openlineage-python tells of runs, late, twice and gzipped; marquez-python reads them back, and Basin's graph has them")
        func clients() throws {
            let folder = try TestFolder("lineage-in")
            let traced = try TracedProject("lineage-in", folder, environment: [])
            let basin = traced.basin
            let to = ["http://127.0.0.1:\(try basin.port)", BasinProcess.token, "basin://local"]
            let told = try PythonOracle.run("lineage_clients.py", ["emit"] + to, in: folder)
            #expect(told.code == 0, "\(told.errors.suffix(2000))")
            let asked = try PythonOracle.run("lineage_clients.py", ["read"] + to, in: folder)
            guard asked.code == 0 else { throw DrillFailure("\(asked.errors.suffix(2000))") }
            struct Answer: Decodable {
                var namespaces, fields, job_inputs, job_outputs, job_runs, column_nodes, foreign_datasets, own_datasets, own_jobs: [String]
                var run_state, run_started, run_nominal, description, version_run, deep: String
                var versions, events: Int
            }
            struct Told: Decodable { var run: String }
            let answer = try JSONDecoder().decode(Answer.self, from: Data(asked.output.utf8))
            let run = try JSONDecoder().decode(Told.self, from: Data(told.output.utf8)).run
            #expect(answer.namespaces == ["airflow://prod", "basin://local", "bi://host", "s3://bucket", "warehouse://host:5432"])
            #expect(answer.run_state == "COMPLETED" && answer.run_started == "2018-11-04T01:00:00Z")
            #expect(answer.run_nominal == "2018-11-03T00:00:00Z" && answer.version_run == run && answer.versions == 1)
            #expect(answer.fields == ["listener", "songs"] && answer.description == "Zebrafinches per listener.")
            #expect(answer.job_inputs == ["listened"] && answer.job_outputs == ["mart.public.listeners"])
            #expect(answer.job_runs == ["COMPLETED", "FAILED"] && answer.foreign_datasets == ["raw/a:b/c"])
            #expect(answer.deep == "Only told of.")
            #expect(answer.own_datasets == ["listened", "listened_hourly", "listened_strict"])
            #expect(answer.own_jobs == ["listened_hourly", "listened_strict"] && answer.events == 6)
            let table = "warehouse://host:5432:mart.public.listeners"
            #expect(answer.column_nodes == [
                "datasetField:basin://local:listened:text", "datasetField:basin://local:listened:user",
                "datasetField:\(table):listener", "datasetField:\(table):songs",
            ])

            struct Graph: Decodable {
                struct Node: Decodable { var id: String }
                var graph: [Node]
            }
            let node = "dataset:\(table)".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let graph: Graph = try basin.answer("GET", "/marquez/api/v1/lineage?nodeId=\(node)&depth=5").decoded()
            #expect(Set(graph.graph.map(\.id)) == [
                "dataset:\(table)", "dataset:basin://local:listened", "dataset:bi://host:dashboards/weekly",
                "job:airflow://prod:listeners.load", "job:bi://host:dashboard",
            ])
            struct Results: Decodable {
                struct Result: Decodable { var type: String, nodeId: String }
                var results: [Result]
            }
            let results: Results = try basin.answer("GET", "/marquez/api/v1/search?q=listeners").decoded()
            #expect(Set(results.results.map(\.nodeId)).isSuperset(of: ["dataset:\(table)", "job:airflow://prod:listeners.load"]))

            // Basin's own view of it.
            let down = try lineage(basin, "listened", "direction=down").nodes
            #expect(down.contains { $0.id == table && $0.kind == "external" && $0.depth == 1 })
            #expect(down.contains { $0.id == "bi://host:dashboards/weekly" && $0.depth == 2 })
            #expect(down.contains { $0.id == "listened_hourly" && $0.depth == 1 })
            #expect(try lineage(basin, table, "direction=up").nodes.map(\.id) == ["listened", table])
            let column = try lineage(basin, "listened", "direction=down&column=user").nodes
            #expect(column.contains { $0.id == table + ".listener" })
            struct Found: Decodable {
                struct Hit: Decodable { var kind: String, name: String }
                var hits: [Hit]
            }
            let found: Found = try basin.answer("GET", "/api/v1/search?q=zebrafinches").decoded()
            #expect(found.hits.map(\.name) == [table] && found.hits[0].kind == "external")
            let command = try basin.command(["lineage", table, "--up", "--format", "json"] + basin.url)
            #expect(command.code == 0 && command.output.contains("listened"))
        }

        private static let dbt = Surroundings.packageRoot + "/.venv-dbt/bin/dbt-ol"

        @Test(
            "dbt tells of a run on DuckDB through openlineage-dbt: its models, their columns and the run are there",
            .enabled(if: FileManager.default.isExecutableFile(atPath: dbt), "no dbt; make test installs it"))
        func models() throws {
            let folder = try TestFolder("lineage-dbt")
            let traced = try TracedProject("lineage-dbt", folder, environment: [])
            try folder.write("music/dbt_project.yml", "name: music\nversion: '1.0'\nprofile: music\nmodel-paths: [models]\nmodels: {music: {+materialized: table}}\n")
            try folder.write("music/profiles.yml", "music: {target: dev, outputs: {dev: {type: duckdb, path: music.duckdb, threads: 1}}}\n")
            try folder.write("music/models/plays.sql", "select 1 as user_id, 10.5 as seconds union all select 2, 20.0\n")
            try folder.write(
                "music/models/listening.sql",
                "select user_id, sum(seconds) as seconds from {{ ref('plays') }} group by user_id\n")
            var environment = Surroundings.environment.filter { !$0.key.hasPrefix("BASIN_") }
            environment["OPENLINEAGE_URL"] = "http://127.0.0.1:\(try traced.basin.port)"
            environment["OPENLINEAGE_API_KEY"] = BasinProcess.token
            environment["OPENLINEAGE_NAMESPACE"] = "dbt-music"
            environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
            environment["PATH"] = Surroundings.packageRoot + "/.venv-dbt/bin:" + (environment["PATH"] ?? "/usr/bin:/bin")
            let output = folder.path + "/dbt.out", errors = folder.path + "/dbt.err"
            let child = try ChildProcess(
                Self.dbt, ["run", "--project-dir", ".", "--profiles-dir", "."], environment: environment, output: output,
                errors: errors, folder: folder.path + "/music")
            let code = child.wait(seconds: 180)
            let said = ((try? String(contentsOfFile: output, encoding: .utf8)) ?? "") + ((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")
            #expect(code == 0 && said.contains("Emitted 6 OpenLineage events"), "\(said.suffix(3000))")

            let plays = "duckdb://music.duckdb:music.main.plays", listening = "duckdb://music.duckdb:music.main.listening"
            #expect(try lineage(traced.basin, listening, "direction=up").nodes.map(\.id) == [plays, listening])
            let column = try lineage(traced.basin, listening, "direction=up&column=seconds").nodes.map(\.id)
            #expect(column == [plays + ".seconds", listening + ".seconds"])
            struct Jobs: Decodable {
                struct Job: Decodable {
                    struct Run: Decodable { var state: String }
                    var name: String
                    var latestRun: Run
                }
                var jobs: [Job]
            }
            let jobs: Jobs = try traced.basin.answer("GET", "/marquez/api/v1/namespaces/dbt-music/jobs").decoded()
            #expect(jobs.jobs.map(\.name) == ["dbt-run-music", "music.main.music.listening", "music.main.music.plays"])
            #expect(jobs.jobs.allSatisfy { $0.latestRun.state == "COMPLETED" })
        }

        @Test("A batch takes what is right and says what is not; one event is taken whole or refused")
        func batch() throws {
            let small = try SmallProject("lineage-batch")
            let good = """
                {"eventTime": "2018-11-03T14:00:00Z", "producer": "p", "schemaURL": "s", "job": {"namespace": "n", "name": "j"}}
                """
            let answer = try small.basin.send(
                "POST", "/api/v1/lineage/batch", body: Array("[\(good), {}, \(good)]".utf8), headers: ["Content-Type": "application/json"])
            #expect(answer.status == 200 && answer.text.contains("partial_success") && answer.text.contains(#""index":1"#), "\(answer.text)")
            #expect(answer.text.contains(#""successful":2"#))
            let single = try small.basin.send(
                "POST", "/api/v1/lineage", body: Array(good.utf8), headers: ["Content-Type": "application/json"])
            #expect(single.status == 200)
            let wrong = try small.basin.send(
                "POST", "/api/v1/lineage", body: Array("{}".utf8), headers: ["Content-Type": "application/json"])
            #expect(wrong.status == 400)
            let packed = try small.basin.send(
                "POST", "/api/v1/lineage", body: Array(good.utf8), headers: ["Content-Encoding": "br"])
            #expect(packed.status == 415)
        }
    }
}
