import Foundation
import Testing

extension Reliability {
    /// Marked values through every way in, looked for at every stage of an event's life, also right after a kill.
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages; make test installs it"))
    struct MarkerTests {
        private static let type = "harmlessdataset_events"
        private static let strict = "harmlessstrict_events"

        private static let forbidden = (0..<26).map { "MARKED\(["alfa", "bravo", "Ünïcode", "d'elta\"q"][$0 % 4])\(9000 + $0)x" }
        private static func mark(_ number: Int) -> String { forbidden[number] }
        private static func json(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }

        @Test("Marked personal values, of good and bad events, queries and imports, are in no file at any stage")
        func everywhere() throws {
            let basin = try project()
            try basin.start()
            let key = try basin.makeKey("harmlesskey")
            try send(basin, key)
            try scan(basin, "not delivered", harmless: ["wal:HARMLESSDESCRIPTION", "log:\(Self.type)"])
            basin.kill()
            try scan(basin, "killed before delivery", harmless: ["wal:HARMLESSDESCRIPTION"])
            try basin.start()
            try query(basin)
            try scan(basin, "delivered", harmless: ["parquet:HARMLESSTEXT", "wal:HARMLESSDESCRIPTION"])
            basin.kill()
            try scan(basin, "killed after delivery", harmless: ["parquet:HARMLESSTEXT"])
            try basin.start()
            try killDuringImport(basin)
            try scan(basin, "killed during an import", harmless: ["parquet:HARMLESSTEXT"])
            try basin.start()
            try importing(basin)
            try send(basin, key)
            try query(basin)
            try basin.setClock(3700)
            let isSealed = try Waiting.until(seconds: 60) {
                // Hours of an import without --from and --to stay open: nobody said that they are complete.
                try basin.hours(Self.type).contains { $0.ledger.received > 0 && $0.state == "sealed" }
            }
            #expect(isSealed)
            try query(basin)
            let all = ["parquet:HARMLESSTEXT", "json:harmlesscolumn", "avro:harmlesscolumn", "log:\(Self.type)"]
            try scan(basin, "sealed", harmless: all + ["wal:HARMLESSDESCRIPTION"])
            #expect(basin.stop() == 0)
            try scan(basin, "stopped", harmless: all + ["sqlite:HARMLESSDESCRIPTION", "sqlite:harmlesskey"])
        }

        @Test("A personal value where a field's name should be is in no file: neither when it is left out, nor in quarantine")
        func names() throws {
            let basin = try project()
            try basin.start()
            let key = try basin.makeKey("harmlesskey")
            let field = #"\#(Self.json(Self.mark(12))):1,"harmlesscolumn":"HARMLESSTEXT""#
            let answer = try basin.send(
                "POST", "/events",
                body: Array([Self.event("n1", field), Self.event("n2", type: Self.strict, field)].joined(separator: "\n").utf8),
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
            #expect(try answer.decoded(IntakeCounts.self).refused.map(\.code) == ["unknown_field"])
            #expect(try basin.number("SELECT count(*) FROM \(Self.type)") == 1)
            #expect(try basin.number("SELECT count(*) FROM \(Self.strict)") == 0)
            #expect(basin.stop() == 0)
            try scan(basin, "stopped", harmless: ["parquet:HARMLESSTEXT"])
        }

        private func project() throws -> BasinProcess {
            let folder = try TestFolder("markers")
            try folder.write("project/teams.yaml", "team-mark: {contact: nobody}\n")
            for (name, unknown) in [(Self.type, "drop"), (Self.strict, "quarantine")] {
                try folder.write(
                    "project/events/\(name).yaml",
                    """
                    owner: team-mark
                    description: HARMLESSDESCRIPTION
                    unknown_fields: \(unknown)
                    fields:
                      who:    {type: string, required: false, classification: pseudonymous, subject: true}
                      name:   {type: string, required: false, classification: personal}
                      tags:   {type: list<string>, required: false, classification: sensitive}
                      home:
                        type: struct
                        required: false
                        classification: personal
                        fields:
                          street: {type: string}
                      extra:  {type: json, required: false, classification: personal}
                      harmlesscolumn: {type: string, classification: none}
                      count:  {type: int32, required: false, classification: none}

                    """)
            }
            return try BasinProcess(folder, project: folder.path + "/project", movesClock: true)
        }

        private static func event(_ id: String, type: String = type, _ data: String, envelope: String = "") -> String {
            #"{"specversion":"1.0","id":"\#(id)","source":"/m","type":"\#(type)"\#(envelope),"data":{\#(data)}}"#
        }

        private static func good(_ id: String) -> String {
            event(
                id,
                """
                "who":\(json(mark(0))),"name":\(json(mark(1))),"tags":[\(json(mark(2))),\(json(mark(3)))],\
                "home":{"street":\(json(mark(4)))},"extra":{"k":[\(json(mark(5)))]},"harmlesscolumn":"HARMLESSTEXT"
                """)
        }

        private func send(_ basin: BasinProcess, _ key: String) throws {
            let text = #""harmlesscolumn":"HARMLESSTEXT""#
            let lines = [
                Self.good("g1"), Self.good("g1"),
                // Without a subject.
                Self.event("g2", #""name":\#(Self.json(Self.mark(6))),\#(text)"#),
                // Refused: a wrong type, a missing field, an unknown type, an unknown field and its name.
                Self.event("b1", #""who":\#(Self.json(Self.mark(7))),"count":\#(Self.json(Self.mark(8))),\#(text)"#),
                Self.event("b2", #""name":\#(Self.json(Self.mark(9)))"#),
                Self.event("b3", type: "no_such_type", #""name":\#(Self.json(Self.mark(10)))"#),
                Self.event("b4", type: Self.strict, #""surprise":\#(Self.json(Self.mark(11))),\#(text)"#),
                Self.event("b5", type: Self.strict, #""surprise":{\#(Self.json(Self.mark(12))):1},\#(text)"#),
                // Dropped: an unknown field.
                Self.event("g3", #""surprise":\#(Self.json(Self.mark(13))),\#(text)"#),
                // Attributes that the envelope has no column for.
                Self.event("g4", text, envelope: #","subject":\#(Self.json(Self.mark(14))),"custom":\#(Self.json(Self.mark(14)))"#),
                Self.event("b6", #""name":\#(Self.json(Self.mark(15))),"harmlesscolumn":"\#(String(repeating: "z", count: 300_000))""#),
                Self.event("b7", #""name":\#(Self.json(Self.mark(16))),"tags":\#(Self.json(Self.mark(16))),\#(text)"#),
                #"{"half": \#(Self.json(Self.mark(17)))"#, "\(Self.mark(18))",
            ]
            let body = Array(lines.joined(separator: "\n").utf8)
            let headers = ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"]
            let answer = try basin.send("POST", "/events", body: body, headers: headers)
            #expect(answer.status == 200, "\(answer.text)")
            let counts = try answer.decoded(IntakeCounts.self)
            #expect(counts.accepted == 5 && counts.refused.count == 9, "\(counts)")
            let zipped = try basin.send(
                "POST", "/events", body: Gzip.stored(body), headers: headers.merging(["Content-Encoding": "gzip"]) { $1 })
            #expect(zipped.status == 200, "\(zipped.text)")
            let inQuery = "?who=" + Self.mark(19).utf8.map { String(format: "%%%02X", $0) }.joined()
            for path in ["/events", "/api/v1/datasets/x", "/\(Self.mark(19).filter(\.isASCII))"] {
                _ = try basin.send("POST", path + inQuery, body: body, headers: headers)
            }
            // Whole bodies that are refused.
            for (type, text) in [
                ("application/cloudevents-batch+json", "[{\"name\": \(Self.json(Self.mark(20)))"),
                ("application/cloudevents+json", "{\"specversion\":\(Self.json(Self.mark(20)))}"),
                ("text/plain", Self.mark(20)),
            ] {
                let refused = try basin.send(
                    "POST", "/events", body: Array(text.utf8),
                    headers: ["Authorization": "Bearer \(key)", "Content-Type": type])
                #expect([200, 400, 415].contains(refused.status), "\(type): \(refused.status)")
            }
            // A key and a token that are none.
            for path in ["/events", "/api/v1/datasets"] {
                _ = try basin.send("POST", path, headers: ["Authorization": "Bearer \(Self.mark(21).filter(\.isASCII))"])
            }
        }

        private func query(_ basin: BasinProcess) throws {
            let who = Self.mark(0).replacing("'", with: "''")
            let found = try basin.query("SELECT count(*) FROM \(Self.type) WHERE who = subject('\(who)')")
            #expect((Int(found.first?.first ?? "") ?? 0) >= 1)
            let rows = try basin.query("SELECT name, tags, home, extra FROM \(Self.type) WHERE name IS NOT NULL")
            #expect(!rows.isEmpty && !rows.description.contains("MARKED"), "\(rows.prefix(2))")
            _ = try basin.number("SELECT count(*) FROM \(Self.strict)")
            let marked = Self.mark(22).replacing("'", with: "''")
            for sql in [
                "SELECT '\(marked)' FROM nothing_such", "SELECT * FROM \(Self.type) WHERE \"\(Self.mark(22).filter(\.isASCII))\" = 1",
                "SELECT CAST('\(marked)' AS INTEGER)", "SELECT '\(marked)", "SELECT subject('\(marked)')",
                "SELECT harmlesscolumn || '\(marked)' FROM \(Self.type) t1 ORDER BY 1",
            ] { _ = try basin.queryAnswer(sql) }
        }

        private func record(_ number: Int, bad: Bool = false) -> String {
            """
            {"at":\(1_700_000_000_000 + number * 1000),"who":\(Self.json(Self.mark(23))),"name":\(Self.json(Self.mark(24))),\
            "harmlesscolumn":\(bad ? "7" : "\"HARMLESSTEXT \(number)\""),"unknown":\(Self.json(Self.mark(25)))}
            """
        }

        private func killDuringImport(_ basin: BasinProcess) throws {
            let file = try basin.folder.write("many.ndjson", (0..<12_000).map { record($0) }.joined(separator: "\n"))
            let child = try ChildProcess(
                Surroundings.binary, ["import", file, "--type", Self.type, "--time-field", "at"] + basin.url,
                environment: basin.environment, output: basin.folder.path + "/killed.out",
                errors: basin.folder.path + "/killed.err")
            _ = Waiting.until(seconds: 2) {
                !TestFolder.files(below: basin.data + "/imports").isEmpty || child.exitCode() != nil
            }
            Waiting.pause(0.3)
            basin.kill()
            child.kill()
        }

        private func importing(_ basin: BasinProcess) throws {
            let lines = (0..<50).map { record($0, bad: $0 % 10 == 0) } + [#"{"name": \#(Self.json(Self.mark(24)))"#]
            let records = try basin.folder.write("records.ndjson", lines.joined(separator: "\n"))
            let quoted = "\"" + Self.mark(24).replacing("\"", with: "\"\"") + "\""
            let table = try basin.folder.write(
                "records.csv", "at,name,harmlesscolumn\n1700000000000,\(quoted),HARMLESSTEXT\nnot a time,\(quoted),x\n\(quoted)\n")
            for file in [records, table] {
                let done = try basin.command(["import", file, "--type", Self.type, "--time-field", "at"] + basin.url)
                #expect([0, 1].contains(done.code))
            }
            #expect(try basin.number("SELECT count(*) FROM \(Self.type) WHERE harmlesscolumn LIKE 'HARMLESSTEXT %'") >= 45)
        }

        private func scan(_ basin: BasinProcess, _ stage: String, harmless: [String]) throws {
            let forbidden = try basin.folder.write("forbidden.txt", Self.forbidden.joined(separator: "\n") + "\n")
            let found = try basin.folder.write("harmless.txt", harmless.joined(separator: "\n") + "\n")
            let logs = basin.logs.flatMap { ["--log", $0] }
            let done = try PythonOracle.run(
                "cleartext_scan.py", [basin.data, "--forbidden", forbidden, "--harmless", found] + logs, in: basin.folder)
            #expect(done.code == 0, "\(stage): \(done.output.prefix(2500)) \(done.errors.suffix(500))")
        }
    }
}
