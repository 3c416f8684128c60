import Foundation
import Testing

extension Reliability {
    /// Rates and quotas of a write key and of a type: 429, a time to come back, and nothing lost or half taken.
    @Suite struct LimitTests {
        /// A project whose `first_type` has a limit, and a key with one.
        private func limited(type: String? = nil, key: String? = nil) throws -> (basin: BasinProcess, key: String) {
            let folder = try TestFolder("limits")
            try folder.write("project/teams.yaml", "team-small: {contact: nobody}\n")
            for name in SmallProject.types {
                let limit = name == SmallProject.types[0] ? type.map { "\($0)\n" } ?? "" : ""
                try folder.write(
                    "project/events/\(name).yaml",
                    "owner: team-small\ndescription: d\n\(limit)fields:\n  n: {type: int64, classification: none}\n"
                        + "  user: {type: string, required: false, classification: pseudonymous, subject: true}\n"
                        + "  text: {type: string, required: false, classification: none}\n")
            }
            let basin = try BasinProcess(folder, project: folder.path + "/project", movesClock: true)
            try basin.start()
            struct Created: Decodable { var key: String }
            let body = #"{"name":"limited"\#(key.map { "," + $0 } ?? "")}"#
            return (basin, try basin.answer("POST", "/api/v1/keys", body: Array(body.utf8)).decoded(Created.self).key)
        }

        private func send(_ basin: BasinProcess, _ key: String, _ numbers: Range<Int>, type: String = SmallProject.types[0])
            throws -> HTTPAnswer
        {
            let lines = numbers.map { SmallProject.event($0, type: type) }.joined(separator: "\n")
            return try basin.send(
                "POST", "/events", body: Array(lines.utf8),
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
        }

        private func expect429(_ answer: HTTPAnswer, naming name: String) throws {
            #expect(answer.status == 429)
            let text = try answer.decoded(ErrorText.self)
            #expect(text.code == "rate_limited" || text.code == "quota_exceeded", "\(text)")
            #expect(text.message.contains(name), "the message does not say whose limit: \(text.message)")
            let seconds = try #require(answer.headers["retry-after"].flatMap { Int($0) }, "no integer Retry-After")
            // Clients cap the wait at 300 s; a limit that is raised must be noticed before.
            #expect((1...300).contains(seconds))
            #expect(answer.headers["x-ratelimit-reset"].flatMap { Int($0) } == seconds)
            #expect(answer.headers["x-ratelimit-limit"] != nil && answer.headers["x-ratelimit-remaining"] == "0")
        }

        @Test("A key's rate: 429 with the time to come back, true to it; another key notices nothing (COL-10)")
        func keyRate() throws {
            let (basin, key) = try limited(key: #""limit":"50/s""#)
            let other = try basin.makeKey("other")
            var acknowledged: [Int] = []
            var refused: HTTPAnswer?
            for round in 0..<60 where refused == nil {
                let numbers = round * 20..<round * 20 + 20
                let answer = try send(basin, key, numbers)
                if answer.status == 200 { acknowledged += numbers } else { refused = answer }
            }
            let answer = try #require(refused, "1,200 events at once passed 50/s")
            try expect429(answer, naming: "limited")
            #expect(try send(basin, other, 100_000..<100_100).status == 200)
            Waiting.pause(Double(answer.headers["retry-after"] ?? "1") ?? 1)
            #expect(try send(basin, key, 50_000..<50_001).status == 200, "Retry-After was not true")
            // What was refused is nowhere: neither in the table nor in the ledger.
            let found = Set(try basin.query("SELECT n FROM first_type").compactMap { Int($0[0]) })
            #expect(found == Set(acknowledged + Array(100_000..<100_100) + [50_000]))
            #expect(try basin.hours("first_type").reduce(0) { $0 + $1.ledger.received } == found.count)
            #expect(basin.stop() == 0)
        }

        @Test("A type's rate holds for all keys together; the other type is not delayed; sent again, each is there once")
        func typeRate() throws {
            let (basin, key) = try limited(type: "limit: 50/s")
            let keys = [key, try basin.makeKey("second")]
            var waiting = (0..<30).map { $0 * 20..<$0 * 20 + 20 }
            var refusals = 0
            let end = ContinuousClock.now + .seconds(60)
            while let numbers = waiting.first, ContinuousClock.now < end {
                let answer = try send(basin, keys[refusals % 2], numbers)
                if answer.status == 200 {
                    waiting.removeFirst()
                    continue
                }
                refusals += 1
                try expect429(answer, naming: "first_type")
                #expect(try send(basin, key, 1_000 + refusals..<1_001 + refusals, type: SmallProject.types[1]).status == 200)
                Waiting.pause(Double(answer.headers["retry-after"] ?? "1") ?? 1)
            }
            #expect(refusals > 0 && waiting.isEmpty, "\(refusals) refusals, \(waiting.count) batches never passed")
            #expect(try basin.query("SELECT n FROM first_type ORDER BY n").compactMap { Int($0[0]) } == Array(0..<600))
            #expect(basin.stop() == 0)
        }

        @Test("A batch of two types of which one is over its rate is refused whole: a client may send it again as it is")
        func mixedBatch() throws {
            let (basin, key) = try limited(type: "limit: 10/s")
            #expect(try send(basin, key, 0..<500).status == 200, "a full bucket takes one batch of any size, and owes")
            let lines = SmallProject.event(900, type: SmallProject.types[0]) + "\n"
                + SmallProject.event(901, type: SmallProject.types[1])
            let answer = try basin.send(
                "POST", "/events", body: Array(lines.utf8),
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
            try expect429(answer, naming: "first_type")
            #expect(try basin.number("SELECT count(*) FROM other_type") == 0)
            #expect(basin.stop() == 0)
        }

        @Test("A day's quota holds across a kill, and is new at midnight UTC")
        func quota() throws {
            let (basin, key) = try limited(key: #""quota":"100/day""#)
            #expect(try send(basin, key, 0..<100).status == 200)
            try expect429(try send(basin, key, 100..<101), naming: "limited")
            // Counts reach the disk within a second or two.
            struct Key: Decodable { var name: String; var usedToday: Int? }
            let isKept = try Waiting.until(seconds: 60) {
                try basin.answer("GET", "/api/v1/keys").decoded([Key].self).contains { $0.usedToday == 100 }
            }
            #expect(isKept)
            basin.kill()
            try basin.start()
            try expect429(try send(basin, key, 100..<101), naming: "limited")
            try basin.setClock(86_400)
            #expect(try send(basin, key, 100..<200).status == 200)
            #expect(basin.stop() == 0)
        }

        @Test("A limit that is raised, or a type's that is applied, holds from then on without a restart")
        func raised() throws {
            let (basin, key) = try limited(type: "limit: 1/min")
            #expect(try send(basin, key, 0..<10).status == 200)
            #expect(try send(basin, key, 10..<11).status == 429)
            let file = basin.project + "/events/first_type.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacingOccurrences(of: "1/min", with: "1000/s").write(toFile: file, atomically: true, encoding: .utf8)
            let done = try basin.command(["apply", "--project", basin.project, "--yes"] + basin.url)
            #expect(done.code == 0, "\(done.errors)")
            // By the old one an event would pass after a minute.
            #expect(try Waiting.until(seconds: 20) { try send(basin, key, 10..<11).status == 200 })
            #expect(basin.stop() == 0)
        }

        @Test("A hopeless client that never waits costs less than one that is served, and delays nobody")
        func neverWaits() throws {
            let drill = try ClientDrill("neverwaits")
            struct Created: Decodable { var key: String }
            let made = try drill.basin.answer("POST", "/api/v1/keys", body: Array(#"{"name":"greedy","limit":"1/s"}"#.utf8))
            let key = try made.decoded(Created.self).key
            try drill.beside {
                for _ in 0..<500 {
                    var (numbers, request) = drill.request(200)
                    request.headers[0].value = "Bearer \(key)"
                    let answer = try drill.answer(request)
                    if answer.status == 200 { drill.acknowledge(numbers) } else { drill.expectRefusal(answer, [429], "greedy") }
                }
            }
            try drill.finish()
        }
    }
}
