import Foundation
import Testing

extension Reliability.First {
    /// The page of the API is walked against a server, as its readers do.
    @Suite struct APIDocumentTests {
        @Test("every command of the page works against a server, in order, and says what the page says")
        func walk() throws {
            let small = try SmallProject("api-page")
            let basin = small.basin
            let folder = basin.folder
            let page = try String(contentsOfFile: Surroundings.packageRoot + "/docs/api.md", encoding: .utf8)
            let script = try folder.write("walk.sh", DocumentTests.script(of: page))
            var environment = basin.environment
            environment["BASIN_URL"] = "http://127.0.0.1:\(try basin.port)"
            let programs = (Surroundings.binary as NSString).deletingLastPathComponent
            environment["PATH"] = programs + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            let output = folder.path + "/walk.out", errors = folder.path + "/walk.err"
            let child = try ChildProcess(
                "/bin/bash", ["-eu", "-o", "pipefail", script], environment: environment, output: output, errors: errors,
                folder: folder.path)
            let code = child.wait(seconds: 120)
            let said = try String(contentsOfFile: output, encoding: .utf8)
            #expect(code == 0, "\(said)\n\((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")")
            for promise in [
                "urn:basin:error:not_found", "the same again: 304", "viewer: 200", "steward: 412", "replayed: true",
                "idempotency_key_reused", "=1+1,-5", "'=1+1,-5",
            ] {
                #expect(said.range(of: promise, options: .caseInsensitive) != nil, "\(promise) is missing in\n\(said)")
            }
        }

        @Test("a spreadsheet's program reads safe CSV as Python's csv does: text where text was, and nothing that it would run")
        func safeCSV() throws {
            let small = try SmallProject("safe-csv")
            let texts = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "plain", "a,b", "\"q\"", "-", "=\"x\",\ny"]
            let values = texts.enumerated().map { number, text in
                "SELECT \(number) AS n, '" + text.replacing("'", with: "''").replacing("\t", with: "' || chr(9) || '")
                    .replacing("\r", with: "' || chr(13) || '").replacing("\n", with: "' || chr(10) || '") + "' AS t"
            }
            let sql = "SELECT t FROM (\(values.joined(separator: " UNION ALL "))) ORDER BY n"
            let body = try JSONEncoder().encode(["sql": sql, "format": "safe-csv"])
            let answer = try small.basin.send(
                "POST", "/api/v1/query", body: Array(body), headers: ["Content-Type": "application/json"])
            #expect(answer.status == 200, "\(answer.text)")
            let folder = small.basin.folder
            try folder.write("safe.csv", answer.text)
            let script = try folder.write(
                "read.py",
                """
                import csv, json, sys
                rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
                print(json.dumps([row[0] for row in rows[1:]]))

                """)
            guard let python = Surroundings.python else { throw DrillFailure(PythonOracle.absent) }
            let output = folder.path + "/read.out"
            let child = try ChildProcess(
                python, [script, folder.path + "/safe.csv"], environment: Surroundings.environment, output: output,
                errors: folder.path + "/read.err", folder: folder.path)
            #expect(child.wait(seconds: 30) == 0)
            let read = try JSONDecoder().decode([String].self, from: Data(contentsOf: URL(fileURLWithPath: output)))
            #expect(read.count == texts.count)
            for (cell, text) in zip(read, texts) {
                #expect(cell == text || cell == "'" + text, "\(cell)")
                let begins = cell.unicodeScalars.first.map { "=+-@\t\n\r".unicodeScalars.contains($0) } ?? false
                #expect(cell == "+1" || !begins, "\(cell)")
            }
        }
    }
}
