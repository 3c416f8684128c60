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

        private struct Records: Decodable {
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
            func looks() throws -> [Records.Record] {
                let found: Records = try basin.answer("GET", "/api/v1/audit?object=judged&action=read").decoded()
                return found.records.filter { $0.details["way"] == "checks" }
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

        @Test("rows of another dataset that a check looked at are shown to who may read that one, also when the check is gone")
        func goneCheck() throws {
            let toys = try ToyProject("gonecheck")
            let basin = toys.basin
            try toys.sql("hidden", "SELECT 471147114711 AS n", more: "access: restricted")
            try toys.sql(
                "judged", "SELECT range AS m FROM range(10)",
                more: "access: open\nchecks:\n  - sql: {name: none_hidden, query: SELECT n FROM hidden}")
            try toys.start()
            try toys.wait(toys.request("hidden"), for: "succeeded")
            let run = try toys.request("judged")
            try toys.wait(run, for: "failed")
            _ = try basin.answer("POST", "/api/v1/accounts", body: Array(#"{"name":"anna","roles":["analyst"],"teams":[]}"#.utf8))
            struct Token: Decodable { var token: String }
            let token: Token = try basin.answer("POST", "/api/v1/tokens", body: Array(#"{"name":"t","account":"anna"}"#.utf8)).decoded()
            let anna = ["Authorization": "Bearer \(token.token)"]

            func expectHidden(_ when: String) throws {
                for path in ["/api/v1/runs/\(run)", "/runs/\(run)", "/api/v1/datasets/judged/checks", "/datasets/judged/checks"] {
                    for address in [path, path + "?failing=none_hidden"] {
                        let answer = try basin.send("GET", address, headers: anna)
                        #expect([200, 403].contains(answer.status) && !answer.text.contains("471147114711"), "\(when): \(address) \(answer.text)")
                        #expect(!answer.text.contains("sample_count"), "\(when): \(address)")
                    }
                    let whole = try basin.answer("GET", path + "?failing=none_hidden").text
                    #expect(whole.contains("471147114711"), "\(when): \(path) for who may read it all")
                }
            }
            try expectHidden("declared")
            try toys.sql("judged", "SELECT range AS m FROM range(10)", more: "access: open")
            try toys.apply()
            try expectHidden("gone")
            #expect(basin.stop() == 0)
        }
    }
}
