import Foundation
import Testing

extension Reliability.Second {
    /// Those who take a type's events further.
    @Suite struct EventStreamTests {
        private static let path = "/api/v1/events/stream"
        private static let type = SmallProject.types[0]

        private func read(_ basin: BasinProcess, after cursor: String?, limit: Int? = nil) throws -> [StreamEntry] {
            let query = [("type", Self.type), ("after", cursor), ("limit", limit.map { String($0) })]
                .compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: "&")
            return try StreamEntry.entries(try basin.answer("GET", Self.path + "?" + query).body)
        }

        private func table(_ basin: BasinProcess) throws -> [String] {
            try basin.query("SELECT _event_id FROM \(Self.type) ORDER BY _received_time, _source, _event_id").map { $0[0] }
        }

        @Test(
            """
            COL-22: through kills, sealing, a replay of quarantine and a type that waits beside the log, a reader that comes \
            back with its cursor gets exactly the events of the table, in order
            """
        )
        func exact() throws {
            let small = try SmallProject("stream")
            let basin = small.basin
            var generator = SeededGenerator(seed: Surroundings.seed, stream: 22)
            var taken: [StreamEntry] = [], next = 0, clock = 0
            func take() throws {
                while true {
                    let page = try read(basin, after: taken.last?.cursor, limit: Int.random(in: 1...300, using: &generator))
                    if page.isEmpty { return }
                    taken += page
                }
            }
            func post(_ count: Int) throws {
                try small.post(next..<next + count)
                next += count
            }
            for round in 0..<6 {
                for _ in 0..<4 { try post(Int.random(in: 1...80, using: &generator)) }
                if Bool.random(using: &generator) { try take() }
                // Sent again: duplicates are in the table once.
                _ = try small.send(max(0, next - 30)..<next)
                if round % 2 == 0 {
                    basin.kill()
                    try basin.start()
                } else {
                    clock += 3700
                    try basin.setClock(clock)
                    #expect(try small.waitUntilSealed(Self.type, seconds: 60))
                }
            }
            try take()
            #expect(try taken.map(\.event.id) == table(basin))

            // Refused events, which the mended definition lets through.
            let refused = (next..<next + 50).map {
                SmallProject.event($0, type: Self.type).replacing(#""n":\#($0),"#, with: "")
            }
            next += 50
            #expect(try small.send(refused.joined(separator: "\n")).status == 200)
            let file = basin.project + "/events/\(Self.type).yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("n:    {type: int64,", with: "n:    {type: int64, required: false,")
                .write(toFile: file, atomically: true, encoding: .utf8)
            try take()
            basin.kill()
            try basin.start()
            _ = try basin.answer("POST", "/api/v1/types/\(Self.type)/replay", body: Array("{}".utf8))
            try take()
            #expect(try taken.map(\.event.id) == table(basin))

            clock = try wait(beside: small, clock: clock) { try post(20) }
            try take()
            #expect(try taken.map(\.event.id) == table(basin))
            clock += 3700
            try basin.setClock(clock)
            #expect(try small.waitUntilSealed(Self.type, seconds: 60))
            // From the beginning, and from any place, all is as it was.
            let all = try read(basin, after: nil).map(\.event.id)
            #expect(all == taken.map(\.event.id) && all.count == next)
            for _ in 0..<5 {
                let place = Int.random(in: taken.indices, using: &generator)
                #expect(try read(basin, after: taken[place].cursor).map(\.event.id) == Array(all[(place + 1)...]))
            }
            print("➜ stream: \(taken.count) events taken in order, BASIN_SEED=\(Surroundings.seed)")
            #expect(basin.stop() == 0)
        }

        /// The type cannot be delivered until its records have moved beside the log, and a kill later it can.
        private func wait(beside small: SmallProject, clock: Int, _ post: () throws -> Void) throws -> Int {
            let basin = small.basin
            let folder = basin.data + "/warehouse/basin/" + Self.type
            // Out of the warehouse: what a start does not know in there is set aside.
            let away = basin.folder.path + "/away"
            try FileManager.default.moveItem(atPath: folder, toPath: away)
            try Data().write(to: URL(fileURLWithPath: folder))
            try post()
            var clock = clock
            let isMoved = try Waiting.until(seconds: 90) {
                clock += 61
                try basin.setClock(clock)
                _ = try basin.queryAnswer("SELECT n FROM \(Self.type)")
                return try LiveInspectorTests.readers(basin, "basin_collection_side_bytes") > 0
            }
            #expect(isMoved)
            try post()
            basin.kill()
            try basin.start()
            try post()
            try FileManager.default.removeItem(atPath: folder)
            try FileManager.default.moveItem(atPath: away, toPath: folder)
            let isThere = Waiting.until(seconds: 60) { (try? basin.queryAnswer("SELECT n FROM \(Self.type)").status) == 200 }
            #expect(isThere)
            return clock
        }

        @Test("A follower gets new events within seconds, a sign of life between them, and an end when the server stops")
        func follows() throws {
            let small = try SmallProject("follow")
            let basin = small.basin
            try small.post(0..<5)
            let old = try OpenAnswer(basin, Self.path + "?type=first_type&follow=true")
            let new = try OpenAnswer(basin, Self.path + "?type=first_type&follow=true&from=now")
            #expect(old.waitForHead() && old.status == 200 && old.headers["content-type"] == "application/x-ndjson")
            #expect(try old.until { try $0.entries().count == 5 })
            // An empty line says that all is well, before there is an event.
            #expect(new.until { $0.body == [10] }, "\(new.text)")
            var slowest = 0.0
            for round in 1..<6 {
                let start = ContinuousClock.now
                try small.post(round * 10..<round * 10 + 5)
                #expect(try new.until { try $0.entries().count == round * 5 })
                slowest = max(slowest, (ContinuousClock.now - start) / .seconds(1))
            }
            #expect(slowest < 10, "\(slowest) s")
            let count = new.body.count
            #expect(new.until(seconds: 40) { $0.body.count > count } && new.body.last == 10)
            #expect(try old.until { try $0.entries().count == 30 })
            // An hour ends, and nothing comes twice.
            try basin.setClock(3700)
            #expect(try small.waitUntilSealed())
            try small.post(100..<103)
            #expect(try new.until { try $0.entries().count == 28 })
            #expect(try old.until { try $0.entries().count == 33 })
            let start = ContinuousClock.now
            #expect(basin.stop() == 0)
            #expect((ContinuousClock.now - start) / .seconds(1) < 15)
            #expect(old.until { $0.isWhole } && new.until { $0.isWhole })
            print("➜ follow: the slowest of 5 batches was there after \(slowest) s")
        }

        @Test("A cursor that is damaged, of another type or older than what is kept is refused with what to do")
        func refusals() throws {
            let drill = try RetentionDrill("stream-gone")
            let basin = drill.basin
            let path = Self.path + "?type=short_type"
            let first = try StreamEntry.entries(try basin.answer("GET", path + "&limit=3").body)
            #expect(first.count == 3)
            let cursor = try #require(first.last?.cursor)
            for wrong in [String(cursor.dropLast()), cursor + "A", "nonsense"] {
                let answer = try basin.send("GET", path + "&after=\(wrong)")
                #expect(answer.status == 400 && answer.text.contains("cursor"), "\(answer.text)")
            }
            let other = try basin.send("GET", Self.path + "?type=long_type&after=\(cursor)")
            #expect(other.status == 400 && other.text.contains("another event type"), "\(other.text)")
            #expect(try basin.send("GET", Self.path + "?type=nobodys").status == 404)
            #expect(try basin.send("GET", Self.path + "?type=long_type&limit=0").status == 400)
            #expect(try basin.send("GET", Self.path + "?type=long_type&from=yesterday").status == 400)
            #expect(try basin.send("GET", Self.path + "?type=long_type&from=now&after=\(cursor)").status == 400)
            // Two days later the hour of the cursor is gone.
            try basin.setClock(2 * 86_400)
            let isGone = try Waiting.until(seconds: 60) { try basin.send("GET", path + "&after=\(cursor)").status == 410 }
            #expect(isGone)
            let answer = try basin.send("GET", path + "&after=\(cursor)").decoded(ErrorText.self)
            #expect(answer.code == "gone" && answer.message.contains("oldest available hour"), "\(answer.message)")
            #expect(try basin.send("GET", path).status == 200)
            #expect(basin.stop() == 0)
        }

        @Test("Readers that stop reading hold little memory, and nobody else up; a hundred at a time are served")
        func slowReaders() throws {
            let small = try SmallProject("stream-slow")
            let basin = small.basin
            let long = String(repeating: "t", count: 2000)
            for batch in 0..<40 { try small.post(batch * 500..<batch * 500 + 500, text: long) }
            _ = try basin.number("SELECT count(*) FROM first_type")
            let before = try #require(ProcessFigures(basin.child?.pid))
            let slow = try (0..<99).map { _ in
                try OpenAnswer(basin, Self.path + "?type=first_type&follow=true", receiveBuffer: 4096)
            }
            for reader in slow { #expect(reader.waitForHead(seconds: 120) && reader.status == 200) }
            let hundredth = try OpenAnswer(basin, Self.path + "?type=other_type&follow=true")
            #expect(hundredth.waitForHead() && hundredth.status == 200)
            #expect(try basin.send("GET", Self.path + "?type=other_type").status == 503)
            hundredth.close()
            #expect(try Waiting.until(seconds: 20) { try basin.send("GET", Self.path + "?type=other_type").status == 200 })
            let start = ContinuousClock.now
            #expect(try read(basin, after: nil).count == 20_000)
            print("➜ stream: 20,000 events of 2 KB beside 99 stalled readers took \((ContinuousClock.now - start) / .seconds(1)) s")
            let after = try #require(ProcessFigures(basin.child?.pid))
            #expect(after.megabytes - before.megabytes < 600, "\(before), then \(after)")
            let last = try OpenAnswer(basin, Self.path + "?type=first_type&limit=1&follow=true")
            #expect(last.until { $0.isWhole })
            slow.forEach { $0.close() }
            #expect(try Waiting.until(seconds: 20) { try LiveInspectorTests.readers(basin, "basin_stream_readers") == 0 })
            print("➜ stream: \(before), with 99 stalled readers \(after)")
            #expect(basin.stop() == 0)
        }

        @Test("basin stream writes the same lines, of a server and of a folder that no server owns")
        func command() throws {
            let small = try SmallProject("stream-command")
            let basin = small.basin
            try small.post(0..<20)
            let there = try basin.command(["stream", "first_type", "--limit", "12"] + basin.url)
            let entries = try StreamEntry.entries(Array(there.output.utf8))
            #expect(there.code == 0 && entries.count == 12, "\(there.errors)")
            #expect(basin.stop() == 0)
            let here = try basin.command([
                "stream", "first_type", "--after", entries[11].cursor, "--data", basin.data, "--project", basin.project,
            ])
            #expect(here.code == 0, "\(here.errors)")
            #expect(try StreamEntry.entries(Array(here.output.utf8)).count == 8)
            #expect(Set((entries + (try StreamEntry.entries(Array(here.output.utf8)))).map(\.event.id)).count == 20)
        }
    }
}
