import Foundation
import Testing

extension Reliability {
    /// Those who watch events as they come.
    @Suite struct LiveInspectorTests {
        private static let path = "/api/v1/events/live"

        private func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }

        @Test("An accepted event is shown masked, a refused one with its reason, and a condition chooses among them")
        func shows() throws {
            let small = try SmallProject("live")
            let basin = small.basin
            let all = try OpenAnswer(basin, Self.path)
            let some = try OpenAnswer(
                basin, Self.path + "?type=first_type&where=" + encoded("n % 2 = 0 AND text LIKE 't%'"))
            let refused = try OpenAnswer(basin, Self.path + "?verdict=refused")
            for answer in [all, some, refused] {
                #expect(answer.waitForHead())
                #expect(answer.status == 200 && answer.headers["content-type"] == "text/event-stream")
            }
            let lines = [
                SmallProject.event(1, type: "first_type").replacing(#""user":"u1""#, with: #""user":"MARKUSER","name":"MARKNAME""#),
                SmallProject.event(2, type: "first_type"),
                SmallProject.event(3, type: "first_type").replacing(#""n":3"#, with: #""n":"three""#)
                    .replacing(#""user":"u3""#, with: #""name":"MARKNAME""#),
                SmallProject.event(4, type: "nobodys_type"), SmallProject.event(5, type: "other_type"),
            ]
            #expect(try small.send(lines.joined(separator: "\n")).status == 200)
            #expect(all.until { $0.events("accepted").count == 3 && $0.events("refused").count == 2 }, "\(all.text)")
            #expect(some.until { $0.events("accepted").count == 1 }, "\(some.text)")
            #expect(refused.until { $0.events("refused").count == 2 }, "\(refused.text)")
            let masked = #""id":"e1","data":{"n":1,"user":"[masked]","name":"[masked]","text":"t"}}"#
            #expect(all.events("accepted").contains { $0.hasSuffix(masked) }, "\(all.text)")
            #expect(some.events("accepted").first?.contains(#""id":"e2""#) == true)
            #expect(refused.events("accepted").isEmpty && some.events("refused").isEmpty)
            #expect(refused.text.contains(#""code":"invalid_field""#) && refused.text.contains(#""field":"data.n""#))
            #expect(refused.text.contains(#""type":null,"code":"unknown_type""#))
            for answer in [all, some, refused] { #expect(!answer.text.contains("MARK")) }
            #expect(basin.stop() == 0)
        }

        private static let wrongQuestions: [(query: String, status: Int, word: String)] = [
            ("?type=first_type&where=" + "name%20%3D%20%27Kim%27", 400, "masked"),
            ("?type=first_type&where=user%20%3D%20%27u1%27", 400, "masked"),
            ("?type=first_type&where=count(*)%20%3E%201", 400, "count"),
            ("?type=first_type&where=n%20IN%20(SELECT%201)", 400, "subquery"),
            ("?type=first_type&where=nn%20%3E%201", 400, "nn"), ("?type=first_type&where=n%20%3E", 400, "cannot be read"),
            ("?type=first_type&where=read_text(%27%2Fetc%2Fpasswd%27)%20%3D%20%27%27", 400, "read_text"),
            ("?where=n%20%3E%201", 400, "type"), ("?type=first_type&where=n%3E1&verdict=refused", 400, "refused"),
            ("?type=nobodys", 404, "nobodys"), ("?verdict=maybe", 400, "accepted"), ("?tipe=x", 400, "type"),
        ]

        @Test("What cannot be asked is answered 400 with the reason, an unknown type 404")
        func wrong() throws {
            let basin = try SmallProject("live-wrong").basin
            for (query, status, word) in Self.wrongQuestions {
                let answer = try basin.send("GET", Self.path + query)
                #expect(answer.status == status, "\(query)")
                #expect(answer.text.contains(word), "\(query): \(answer.text)")
            }
            #expect(basin.stop() == 0)
        }

        @Test("basin tail prints what comes, as a table for people and as lines for programs")
        func tail() throws {
            let small = try SmallProject("tail")
            let basin = small.basin
            let table = try Tail(basin, ["first_type", "other_type"])
            let json = try Tail(basin, ["first_type", "--where", "n > 5", "--format", "json"])
            #expect(try Waiting.until(seconds: 30) { try Self.readers(basin) == 2 })
            try small.post(0..<10)
            #expect(try small.send(SmallProject.event(11, type: "other_type").replacing(#""n":11,"#, with: "")).status == 200)
            #expect(Waiting.until(seconds: 30) { table.output.contains("REFUSED") && json.lines.count == 4 }, "\(table.output)")
            #expect(table.output.hasPrefix("RECEIVED  TYPE"))
            #expect(table.output.contains("e9  n=9 text=t user=[masked]"), "\(table.output)")
            #expect(table.output.contains("REFUSED missing_field data.n: "), "\(table.output)")
            #expect(json.lines.allSatisfy { $0.hasPrefix(#"{"verdict":"accepted","receivedtime":"#) })
            #expect(basin.stop() == 0)
            // The server is gone: so are they, and say why.
            #expect(table.child.wait(seconds: 20) == 1 && table.errors.contains("Basin is stopping"), "\(table.errors)")
            #expect(json.child.wait(seconds: 20) == 1)
            let alone = try basin.command(["tail", "first_type"])
            #expect(alone.code == 2 && alone.errors.contains("--url"))
        }

        /// How much slower intake is beside them is for `Benchmarks live` to measure.
        @Test("A hundred readers see the same events, intake goes on as before, and what was not shown is told")
        func hundred() throws {
            let small = try SmallProject("hundred")
            let basin = small.basin
            let readers = try (0..<100).map { number in
                try OpenAnswer(
                    basin, Self.path + (number % 4 == 0 ? "?type=first_type&where=n%20%3E%3D%200" : ""))
            }
            for reader in readers { #expect(reader.waitForHead() && reader.status == 200, "\(reader.text)") }
            try small.post(0..<100)
            for reader in readers {
                #expect(reader.until { $0.events("accepted").count == 100 }, "\(reader.events("accepted").count)")
                #expect(reader.notShown == 0)
            }
            let texts = Set(readers.map { $0.events("accepted") })
            #expect(texts.count == 1)
            // Far more than anybody is shown.
            for batch in 0..<40 { try small.post(1000 + batch * 500..<1500 + batch * 500) }
            for reader in readers {
                let isCounted = reader.until { $0.events("accepted").count + $0.notShown == 20_100 }
                #expect(isCounted, "\(reader.events("accepted").count) shown, \(reader.notShown) not")
                #expect(reader.events("accepted").count < 10_000)
            }
            #expect(try small.numbers().count == 20_100)
            #expect(basin.stop() == 0)
        }

        @Test("One reader too many is answered 503; places come back when clients leave, also from HEAD and half-open ones")
        func places() throws {
            let small = try SmallProject("places")
            let basin = small.basin
            for _ in 0..<5 { #expect(try basin.send("HEAD", Self.path).status == 200) }
            var readers = try (0..<200).map { _ in try OpenAnswer(basin, Self.path) }
            for reader in readers { #expect(reader.waitForHead() && reader.status == 200) }
            let refused = try basin.send("GET", Self.path)
            #expect(refused.status == 503 && refused.headers["retry-after"] != nil, "\(refused.text)")
            readers.forEach { $0.close() }
            readers = []
            #expect(try Waiting.until(seconds: 20) { try Self.readers(basin) == 0 })
            let one = try OpenAnswer(basin, Self.path)
            #expect(one.waitForHead() && one.status == 200)
            // A stop is not held up, and is told.
            let start = ContinuousClock.now
            #expect(basin.stop() == 0)
            #expect((ContinuousClock.now - start) / .seconds(1) < 15)
            #expect(one.until { $0.events("end").count == 1 }, "\(one.text)")
        }

        @Test("A reader that takes nothing is ended after a minute; intake and the others do not notice")
        func takesNothing() throws {
            let small = try SmallProject("takes-nothing")
            let basin = small.basin
            let silent = try (0..<20).map { _ in try OpenAnswer(basin, Self.path, receiveBuffer: 4096) }
            let good = try OpenAnswer(basin, Self.path)
            #expect(good.waitForHead())
            #expect(try Waiting.until(seconds: 20) { try Self.readers(basin) == 21 })
            let long = String(repeating: "t", count: 5_000)
            var next = 0, slowest = 0.0
            let areGone = try Waiting.until(seconds: 150) {
                let start = ContinuousClock.now
                try small.post(next..<next + 20, text: long)
                slowest = max(slowest, (ContinuousClock.now - start) / .seconds(1))
                next += 20
                _ = good.until(seconds: 0.05) { _ in false }
                return try Self.readers(basin) == 1
            }
            let readers = try Self.readers(basin)
            #expect(areGone, "\(readers) readers")
            // Whoever waited for those readers would wait until their minute is over.
            #expect(slowest < 30, "a batch took \(slowest) s")
            // First what is on its way, without looking at all of it again with each piece.
            _ = good.until(seconds: 5) { _ in false }
            #expect(good.until { $0.events("accepted").count + $0.notShown == next })
            #expect(silent.count == 20)
            #expect(basin.stop() == 0)
        }

        static func readers(_ basin: BasinProcess, _ name: String = "basin_live_readers") throws -> Int {
            let text = try basin.send("GET", "/metrics").text
            let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            return line.flatMap { Int($0.split(separator: " ")[1]) } ?? -1
        }
    }
}

/// `basin tail` as a process.
private struct Tail {
    let child: ChildProcess
    private let name: String
    var output: String { (try? String(contentsOfFile: name + ".out.log", encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOfFile: name + ".err.log", encoding: .utf8)) ?? "" }
    var lines: [Substring] { output.split(separator: "\n") }

    init(_ basin: BasinProcess, _ arguments: [String]) throws {
        name = basin.folder.path + "/tail-\(UUID().uuidString.prefix(8))"
        child = try ChildProcess(
            Surroundings.binary, ["tail"] + arguments + basin.url, environment: basin.environment,
            output: name + ".out.log", errors: name + ".err.log")
    }
}
