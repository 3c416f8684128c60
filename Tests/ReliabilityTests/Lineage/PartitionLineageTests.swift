import Foundation
import Testing

extension Reliability.Second {
    /// From a number back to the hour of events that it was made of, and the other way.
    @Suite struct PartitionLineageTests {
        private struct Answer: Decodable {
            struct Node: Decodable {
                struct Ledger: Decodable { var received: Int, quarantined: Int }
                var id: String, kind: String, dataset: String, partition: String
                var revision: Int, depth: Int
                var isCurrent: Bool
                var rows: Int?, run: Int?
                var definition: String?, publishedAt: String?, runStartedAt: String?
                var ledger: Ledger?
            }
            struct Edge: Decodable { var source: String, target: String }
            var nodes: [Node]
            var edges: [Edge]
            var why: [String]
            var isCut: Bool
        }

        @Test("A revision names the revisions that its run was pinned to, and an hour of events what was made of it")
        func revisions() throws {
            let traced = try TracedProject("partition-lineage", environment: [])
            let basin = traced.basin
            #expect(try traced.post(3).status == 200)
            #expect(try basin.number("SELECT count(*) FROM \(TracedProject.type)") == 2)
            try basin.setClock(3700)
            struct Run: Decodable { var state: String, dataset: String, partition: String }
            let run = try Waiting.value(seconds: 60) { () throws -> Run? in
                let runs: [Run] = try basin.answer("GET", "/api/v1/runs").decoded()
                return runs.first { $0.state == "succeeded" && $0.dataset == TracedProject.dataset }
            }
            let hour = try #require(run?.partition)
            func lineage(_ dataset: String, _ query: String) throws -> Answer {
                try basin.answer("GET", "/api/v1/datasets/\(dataset)/partitions/\(hour)/lineage?\(query)").decoded()
            }
            let up = try lineage(TracedProject.dataset, "direction=up")
            let events = "\(TracedProject.type) \(hour) r1", made = "\(TracedProject.dataset) \(hour) r1"
            #expect(up.nodes.map(\.id) == [events, made] && up.nodes.map(\.depth) == [-1, 0] && !up.isCut)
            #expect(up.edges.map { [$0.source, $0.target] } == [[events, made]])
            #expect(up.nodes[0].ledger?.received == 3 && up.nodes[0].ledger?.quarantined == 1 && up.nodes[0].rows == 2)
            #expect(up.nodes[1].definition?.count == 64 && up.nodes[1].run != nil && up.nodes[1].runStartedAt != nil)
            #expect(up.nodes.allSatisfy { $0.isCurrent && $0.publishedAt != nil })
            #expect(up.why.contains { $0.contains("1 of the 3 events") })
            let down = try lineage(TracedProject.type, "direction=down")
            #expect(down.nodes.map(\.id) == [events, made])
            #expect(try lineage(TracedProject.type, "direction=up").nodes.map(\.id) == [events])
            #expect(try lineage(TracedProject.dataset, "direction=up&limit=1").isCut)
            for (path, status) in [("\(TracedProject.dataset)/partitions/nonsense", 400), ("\(TracedProject.dataset)/partitions/2001-01-01T00", 404), ("nothing/partitions/\(hour)", 404)] {
                #expect(try basin.send("GET", "/api/v1/datasets/\(path)/lineage").status == status, "\(path)")
            }
            let why = try basin.command(["lineage", TracedProject.dataset, "--partition", hour, "--why"] + basin.url)
            #expect(why.code == 0 && why.output.contains("1 of the 3 events"), "\(why.errors)")
        }
    }
}
