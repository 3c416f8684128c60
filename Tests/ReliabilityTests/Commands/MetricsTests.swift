import Foundation
import Testing

extension Reliability.First {
    @Suite struct MetricsTests {
        /// `| name | kind | help |` of every family that a server tells of.
        private static func families(_ text: String) -> [String] {
            var helps: [String: String] = [:]
            var rows: [String] = []
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ", maxSplits: 3).map(String.init)
                guard words.count == 4, words[0] == "#" else { continue }
                if words[1] == "HELP" { helps[words[2]] = words[3] }
                if words[1] == "TYPE" { rows.append("| `\(words[2])` | \(words[3]) | \(helps[words[2]] ?? "?") |") }
            }
            return rows
        }

        @Test("Every metric is in docs/metrics.md with what it says of itself, and nothing else is; the dashboard knows them")
        func documented() throws {
            let small = try SmallProject("metrics")
            try small.post(0..<5)
            _ = try small.send(#"{"specversion":"1.0","id":"x","source":"/s","type":"nobody","data":{}}"#)
            let answer = try small.basin.send("GET", "/metrics")
            #expect(answer.status == 200)
            let families = Self.families(answer.text)
            let text = try String(contentsOfFile: Surroundings.packageRoot + "/docs/metrics.md", encoding: .utf8)
            let documented = text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
            #expect(documented.sorted() == families.sorted())
            #expect(answer.text.contains("basin_collection_events_accepted_total 5"))
            #expect(answer.text.contains(#"basin_collection_events_refused_total{code="unknown_type"} 1"#))

            let names = Set(families.map { String($0.dropFirst(3).prefix { $0 != "`" }) })
            let board = try Data(
                contentsOf: URL(fileURLWithPath: Surroundings.packageRoot + "/deploy/grafana/basin.json"))
            _ = try JSONSerialization.jsonObject(with: board)
            let word = /(basin|process)_[a-z_]+/
            for match in String(decoding: board, as: UTF8.self).matches(of: word) {
                let name = String(match.output.0)
                #expect(names.contains(name) || names.contains(String(name.replacing("_bucket", with: ""))), "\(name)")
            }
            #expect(small.basin.stop() == 0)
        }
    }
}
