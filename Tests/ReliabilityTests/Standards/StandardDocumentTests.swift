import Foundation
import Testing

extension Reliability.First {
    /// What the commands of docs/standards.md write, read by programs that know the standards.
    @Suite struct StandardDocumentTests {
        private struct Found: Decodable {
            var problems: [String]
            var linted: Int?
            var kinds: [String: Int]?
            var edges: Int?
            var datasets: Int?
            var temporal: Int?
            var derived: Int?
            var columns: [String]?
        }

        @Test("Every command of docs/standards.md works in an empty folder, in order, and others read what it writes")
        func standards() throws {
            let folder = try TestFolder("standards")
            let basin = try BasinProcess(folder, project: folder.path)
            let text = try String(contentsOfFile: Surroundings.packageRoot + "/docs/standards.md", encoding: .utf8)
            let script = try folder.write("walk.sh", DocumentTests.script(of: text))
            let output = folder.path + "/walk.out"
            let errors = folder.path + "/walk.err"
            let project = folder.path + "/walk"
            try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
            var environment = basin.environment
            let programs = (Surroundings.binary as NSString).deletingLastPathComponent
            environment["PATH"] = programs + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            let child = try ChildProcess(
                "/bin/bash", ["-eu", "-o", "pipefail", script], environment: environment, output: output, errors: errors,
                folder: project)
            let code = child.wait(seconds: 120)
            let said = try String(contentsOfFile: output, encoding: .utf8)
            let wrong = try String(contentsOfFile: errors, encoding: .utf8)
            #expect(code == 0, "\(said)\n\(wrong)")
            for promise in ["apiVersion: v3.1.0", "metric: duplicateValues", "Wrote 2 contracts", "Decide the classification of 1"] {
                #expect(said.contains(promise), "\(promise) is missing in\n\(said)\n\(wrong)")
            }
            #expect(wrong.contains("price: no definition says this") && wrong.contains("order_id"), "\(wrong)")

            // Its own contracts, as YAML and JSON, and the one that somebody else wrote.
            let contracts = ["contracts/song_played.odcs.yaml", "contracts/plays_daily.odcs.yaml", "walk/song_played.json", "orders.odcs.yaml"]
            let linted = try Self.ask(["contracts"] + contracts.map { "\(folder.path)/\($0)" }, folder)
            #expect(linted.linted == contracts.count)
            let entities = try Self.ask(["backstage", folder.path + "/catalog-info.yaml"], folder)
            #expect(entities.kinds == ["Group": 2, "System": 2, "Resource": 3] && entities.edges == 1)
            let catalog = try Self.ask(["dcat", project + "/catalog.jsonld", "https://data.example/api/v1/catalog.jsonld"], folder)
            #expect(catalog.datasets == 3 && catalog.derived == 1 && catalog.temporal == 0)
            let dataset = try Self.ask(["dataset", project + "/song_played.jsonld", "https://data.example/"], folder)
            #expect(dataset.columns == ["first_name", "length_s", "song", "user_id"])
        }

        @Test("the contracts of the example project are linted, its entities and its catalog with data are read")
        func example() throws {
            let folder = try TestFolder("standards-example")
            let basin = try BasinProcess(folder, project: Surroundings.packageRoot + "/examples/streaming")
            try basin.start()
            let names = ["song_played", "page_viewed", "search_made", "subscription_changed", "listening_daily", "active_listeners", "songs_hourly"]
            var files: [String] = []
            for name in names {
                let answer = try basin.answer("GET", "/api/v1/datasets/\(name)/contract")
                #expect(answer.status == 200)
                files.append(try folder.write("\(name).odcs.yaml", answer.text))
                let linked = try folder.write("\(name).jsonld", basin.answer("GET", "/api/v1/datasets/\(name)/jsonld").text)
                _ = try Self.ask(["dataset", linked, "https://data.example/"], folder)
            }
            #expect(try Self.ask(["contracts"] + files, folder).linted == names.count)
            let entities = try folder.write("catalog-info.yaml", basin.answer("GET", "/api/v1/catalog-info.yaml").text)
            #expect(try Self.ask(["backstage", entities], folder).edges ?? 0 >= 4)
            let catalog = try folder.write("catalog.jsonld", basin.answer("GET", "/api/v1/catalog.jsonld").text)
            #expect(try Self.ask(["dcat", catalog, "http://127.0.0.1/api/v1/catalog.jsonld"], folder).datasets ?? 0 >= names.count)
        }

        /// What the oracle found; that it has nothing against it is expected here.
        private static func ask(_ arguments: [String], _ folder: TestFolder) throws -> Found {
            let done = try PythonOracle.run("standards_oracle.py", arguments, in: folder)
            guard done.code == 0, let line = done.output.split(separator: "\n").last else {
                throw DrillFailure("the oracle says nothing: \(done.errors.suffix(2000))")
            }
            let found = try JSONDecoder().decode(Found.self, from: Data(line.utf8))
            #expect(found.problems.isEmpty, "\(arguments.first ?? ""): \(found.problems)")
            return found
        }
    }
}
