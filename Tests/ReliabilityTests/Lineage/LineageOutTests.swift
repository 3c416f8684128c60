import Foundation
import Testing

extension Reliability.Second {
    /// Basin tells an endpoint of its runs, whatever the endpoint does.
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages; make test installs it"))
    struct LineageOutTests {
        private static let key = "secret-of-the-endpoint"

        private func project(_ name: String, _ folder: TestFolder, _ port: Int) throws -> TracedProject {
            let file = try folder.write("key", Self.key + "\n")
            return try TracedProject(
                name, folder,
                environment: [
                    "BASIN_OPENLINEAGE_URL=http://127.0.0.1:\(port)", "BASIN_OPENLINEAGE_KEY_FILE=\(file)",
                    "BASIN_LINEAGE_NAMESPACE=basin://drill.example",
                ])
        }

        private func makeRuns(_ traced: TracedProject) throws {
            #expect(try traced.post(3).status == 200)
            #expect(try traced.basin.number("SELECT count(*) FROM \(TracedProject.type)") == 2)
            try traced.basin.setClock(3700)
        }

        /// What both datasets' runs came to, as the endpoint was told.
        private func ends(_ endpoint: LineageEndpoint) throws -> Bool {
            try Waiting.until(seconds: 90) {
                let types = try [TracedProject.dataset, TracedProject.failing].map { try endpoint.events($0).map(\.eventType) }
                return types[0].contains("COMPLETE") && types[1].contains("FAIL")
            }
        }

        @Test("Each run is told of with what OpenLineage's own classes take, and with nothing that rows or SQL hold")
        func told() throws {
            let folder = try TestFolder("lineage-out")
            let endpoint = try LineageEndpoint(folder)
            let traced = try project("lineage-out", folder, endpoint.port)
            try makeRuns(traced)
            #expect(try ends(endpoint), "\(traced.basin.errorText().suffix(2000))")
            let events = try endpoint.events(TracedProject.dataset)
            #expect(events.map(\.eventType).prefix(2) == ["START", "COMPLETE"])
            #expect(Set(events.map(\.run.runId)).count == 1 && events.allSatisfy { UUID(uuidString: $0.run.runId) != nil })
            let complete = try #require(events.first { $0.eventType == "COMPLETE" })
            #expect(complete.job.namespace == "basin://drill.example")
            #expect(complete.run.facets["nominalTime"]?.nominalStartTime?.isEmpty == false)
            #expect(complete.inputs.map(\.name) == [TracedProject.type] && complete.inputs[0].facets["version"]?.datasetVersion?.hasSuffix("r1") == true)
            let output = try #require(complete.outputs.first)
            #expect(output.name == TracedProject.dataset && output.outputFacets?["outputStatistics"]?.rowCount == 1)
            guard case .names(let names)? = output.facets["schema"]?.fields,
                case .sources(let sources)? = output.facets["columnLineage"]?.fields
            else { throw DrillFailure("no schema or no column lineage") }
            #expect(names == ["text", "n"])
            #expect(sources["text"]?.inputFields.contains { $0.name == TracedProject.type && $0.field == "text" } == true)
            let failed = try #require(try endpoint.events(TracedProject.failing).first { $0.eventType == "FAIL" })
            #expect(failed.run.facets["errorMessage"] != nil && failed.outputs[0].outputFacets?.isEmpty == true)

            let requests = try endpoint.requests()
            #expect(requests.allSatisfy { $0.status == 201 }, "\(requests.filter { $0.status != 201 }.prefix(3))")
            #expect(requests.allSatisfy { $0.path == "/api/v1/lineage" && $0.key == "Bearer \(Self.key)" })
            for word in ["\(TracedProject.mark)t", "\(TracedProject.mark)u", "\(TracedProject.mark)n", "SELECT", traced.key, Self.key] {
                #expect(!endpoint.text().contains(word), "\(word) was told")
            }
            #expect(!traced.basin.errorText().contains(Self.key))

            // What is told of a run is what Marquez's client is answered of it.
            let asked = try PythonOracle.run(
                "lineage_clients.py",
                ["dataset", "http://127.0.0.1:\(try traced.basin.port)", BasinProcess.token, "basin://drill.example", TracedProject.dataset],
                in: folder)
            struct Answer: Decodable {
                var fields: [String]
                var runs: [[String]]
                var same_run: Bool
                var same_version: Bool
            }
            #expect(asked.code == 0, "\(asked.errors.suffix(2000))")
            let answer = try JSONDecoder().decode(Answer.self, from: Data(asked.output.utf8))
            #expect(answer.fields == ["text", "n"] && answer.same_run && answer.same_version)
            #expect(answer.runs.contains([complete.run.runId, "COMPLETED"]))
        }

        @Test("An endpoint that is away, redirects or is ill holds up no run; it hears of all of them, in order, after a kill too", arguments: [
            "503", "302", "401",
        ])
        func away(_ mode: String) throws {
            let folder = try TestFolder("lineage-away-\(mode)")
            let endpoint = try LineageEndpoint(folder, mode: mode)
            let traced = try project("lineage-away-\(mode)", folder, endpoint.port)
            try makeRuns(traced)
            struct Run: Decodable { var state: String }
            let isMade = try Waiting.until(seconds: 60) {
                let runs: [Run] = try traced.basin.answer("GET", "/api/v1/runs").decoded()
                return runs.contains { $0.state == "succeeded" } && runs.contains { $0.state == "failed" }
            }
            #expect(isMade)
            #expect(try endpoint.events().isEmpty && endpoint.requests().allSatisfy { $0.path == "/api/v1/lineage" })
            traced.basin.kill()
            try endpoint.set("ok")
            try traced.basin.start()
            #expect(try ends(endpoint), "\(traced.basin.errorText().suffix(2000))")
            for job in [TracedProject.dataset, TracedProject.failing] {
                let events = try endpoint.events(job)
                #expect(events.first?.eventType == "START")
                // Fractions of a second are there only when there are any.
                let seconds = events.map { $0.eventTime.prefix(19) }
                #expect(seconds == seconds.sorted())
            }
            #expect(traced.basin.stop() == 0)
        }
    }
}
