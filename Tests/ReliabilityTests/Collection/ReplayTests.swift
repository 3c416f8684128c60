import Foundation
import Synchronization
import Testing

extension Reliability {
    @Suite struct ReplayTests {
        @Test("COL-4: a replay that is killed again and again delivers every event once, and leaves none")
        func killed() throws {
            let small = try SmallProject("replay")
            let basin = small.basin
            let count = 3000
            // Without `n`, which is required so far.
            for start in stride(from: 0, to: count, by: 500) {
                let lines = (start..<start + 500).map { number in
                    SmallProject.event(number, type: "first_type").replacing("\"n\":\(number),", with: "")
                }
                #expect(try small.send(lines.joined(separator: "\n")).status == 200)
            }
            struct Reason: Decodable { var code: String; var events: Int }
            let reasons = try basin.answer("GET", "/api/v1/quarantine/reasons?type=first_type").decoded([Reason].self)
            #expect(reasons.map(\.code) == ["missing_field"] && reasons.first?.events == count)
            let file = basin.project + "/events/first_type.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("n:    {type: int64,", with: "n:    {type: int64, required: false,")
                .write(toFile: file, atomically: true, encoding: .utf8)
            var generator = SeededGenerator(seed: Surroundings.seed)
            // Every start applies the project anew.
            for _ in 0..<5 {
                basin.kill()
                try basin.start()
                let port = try basin.port
                let isDone = Mutex(false)
                Thread.detachNewThread {
                    _ = try? HTTPExchange.send(
                        port: port, "POST", "/api/v1/types/first_type/replay",
                        headers: ["Authorization": "Bearer \(BasinProcess.token)", "Content-Type": "application/json"],
                        body: Array("{}".utf8), seconds: 30)
                    isDone.withLock { $0 = true }
                }
                Waiting.pause(Double.random(in: 0...0.15, using: &generator))
                basin.kill()
                _ = Waiting.until(seconds: 60) { isDone.withLock { $0 } }
            }
            try basin.start()
            struct Answer: Decodable { var replayed: Int; var left: [Reason] }
            let answer = try basin.answer("POST", "/api/v1/types/first_type/replay", body: Array("{}".utf8))
                .decoded(Answer.self)
            #expect(answer.left.isEmpty)
            #expect(try basin.query("SELECT count(*), count(DISTINCT _event_id) FROM first_type") == [["\(count)", "\(count)"]])
            #expect(try basin.answer("GET", "/api/v1/quarantine").text.contains("[]"))
            #expect(try basin.hours("first_type").allSatisfy(\.ledger.isBalanced))
            print("➜ replay: killed 5 times, then \(answer.replayed) of \(count) were left to do, BASIN_SEED=\(Surroundings.seed)")
            #expect(basin.stop() == 0)
        }
    }
}
