import Foundation
import Testing

extension Reliability {
    /// Rows that failed a check are read like others.
    @Suite struct FailingRowsTests {
        private struct Run: Decodable {
            struct Check: Decodable {
                var name: String
                var samples: [String]
                var sampleCount: Int?
            }
            var checks: [Check]
        }

        private struct Audit: Decodable {
            struct Record: Decodable {
                var outcome: String
                var details: [String: String]
            }
            var records: [Record]
        }

        @Test("rows that failed a check of a restricted dataset come when they are asked for, and each look at them is one record")
        func audit() throws {
            let toys = try ToyProject("failing")
            let basin = toys.basin
            try toys.sql(
                "judged", "SELECT range AS n FROM range(10)",
                more: "access: restricted\nchecks:\n  - range: {column: n, max: 5}\n    name: small_only")
            try toys.start()
            let run = try toys.request("judged")
            try toys.wait(run, for: "failed", "succeeded")
            func looks() throws -> [Audit.Record] {
                let audit: Audit = try basin.answer("GET", "/api/v1/audit?object=judged&action=read").decoded()
                return audit.records.filter { $0.details["way"] == "checks" }
            }

            let without: Run = try basin.answer("GET", "/api/v1/runs/\(run)").decoded()
            #expect(without.checks.map(\.samples) == [[]] && without.checks.first?.sampleCount == 4, "\(without)")
            for page in ["/runs/\(run)", "/datasets/judged/checks", "/runs/\(run)?failing=small_only&export=checks"] {
                _ = try basin.answer("GET", page)
            }
            #expect(try looks().isEmpty)

            let with: Run = try basin.answer("GET", "/api/v1/runs/\(run)?failing=small_only").decoded()
            #expect(with.checks.first?.samples.count == 4, "\(with)")
            #expect(try looks().map(\.outcome) == ["done"])
            for page in ["/runs/\(run)", "/datasets/judged/checks"] {
                #expect(try basin.answer("GET", page + "?failing=small_only").text.contains("{&quot;n&quot;:"))
            }
            #expect(try looks().count == 3)
            #expect(try basin.command(["inspect", String(run)] + basin.url).output.contains("Rows that failed small_only"))
            #expect(try looks().count == 4)
            #expect(basin.stop() == 0)
        }
    }
}
