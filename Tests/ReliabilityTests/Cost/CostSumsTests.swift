import Foundation
import Testing

extension Reliability.First {
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages"))
    struct CostSumsTests {
        private struct Answer: Decodable {
            struct Line: Decodable {
                struct Used: Decodable {
                    var runs: Int
                    var cpuMicroseconds: Int
                    var cost: String?
                }
                var name: String?
                var used: Used
            }
            var lines: [Line]
        }

        @Test("CST-1: what runs cost is what Python computes of what each try used, failed ones included")
        func sums() throws {
            let toys = try ToyProject("cost-sums")
            try toys.folder.write(
                "project/prices.yaml", "currency: EUR\ncpu_hour: 1234567.890123\ngb_month: 7.654321\ngb_read: 9876.543211\n")
            try toys.sql("numbers", "SELECT range AS n FROM range(200000)")
            try toys.script(
                "busy", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; cp GOOD \"$BASIN_OUTPUT/good.parquet\"")
            try toys.script("refusing", "exit 50")
            try toys.start()
            for name in ["numbers", "busy", "refusing", "numbers", "busy"] {
                try toys.wait(try toys.request(name), for: name == "refusing" ? "failed" : "succeeded")
            }
            _ = try toys.basin.number("SELECT count(*) FROM numbers")
            let said = try toys.basin.answer("GET", "/api/v1/cost?by=pipeline")
            let lines = try said.decoded(Answer.self).lines
            #expect(Set(lines.map(\.name)) == ["numbers", "busy", "refusing"])
            #expect(lines.first { $0.name == "numbers" }?.used.runs == 2)
            let busy = try #require(lines.first { $0.name == "busy" }?.used)
            #expect(busy.cpuMicroseconds > 100_000 && busy.cpuMicroseconds < 60_000_000 && busy.cost != nil)
            let answer = try toys.folder.write("answer.json", said.text)
            #expect(toys.basin.stop() == 0)
            let oracle = try PythonOracle.run(
                "cost_sums.py", [toys.basin.data + "/metastore.sqlite", answer], in: toys.folder)
            #expect(oracle.code == 0, "\(oracle.errors)\n\(oracle.output)")
        }
    }
}
