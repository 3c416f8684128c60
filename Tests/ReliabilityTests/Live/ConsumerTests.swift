import Foundation
import Testing

extension Reliability {
    /// `examples/consumers/follow.py`.
    @Suite struct ConsumerTests {
        private static let python = "/usr/bin/env"

        private func launch(_ basin: BasinProcess, number: Int, _ more: [String] = []) throws -> ChildProcess {
            let name = basin.folder.path + "/consumer-\(number)"
            return try ChildProcess(
                Self.python,
                [
                    "python3", Surroundings.packageRoot + "/examples/consumers/follow.py",
                    "http://127.0.0.1:\(try basin.port)", "first_type", "--state", basin.folder.path + "/consumer.cursor",
                    "--out", basin.folder.path + "/consumed.ndjson", "--every", "7",
                ] + more, environment: basin.environment, output: name + ".out.log", errors: name + ".err.log")
        }

        private func consumed(_ basin: BasinProcess) -> [String] {
            struct Event: Decodable { var id: String }
            let bytes = FileManager.default.contents(atPath: basin.folder.path + "/consumed.ndjson") ?? Data()
            // A line that a kill cut is no line.
            return bytes.split(separator: 10).compactMap { try? JSONDecoder().decode(Event.self, from: $0).id }
        }

        @Test("A consumer that is killed, and whose server is killed, takes every event at least once, each for the first time in order")
        func killed() throws {
            let small = try SmallProject("consumer")
            let basin = small.basin
            var generator = SeededGenerator(seed: Surroundings.seed, stream: 7)
            var next = 0
            for round in 0..<6 {
                let consumer = try launch(basin, number: round)
                for _ in 0..<3 {
                    try small.post(next..<next + 60)
                    next += 60
                }
                Waiting.pause(Double.random(in: 0.3...3, using: &generator))
                if round % 3 == 2 { basin.kill() }
                consumer.kill()
                if round % 3 == 2 { try basin.start() }
                // What the last write left without a line end must not join the next line.
                endLine(basin)
            }
            let last = try launch(basin, number: 99, ["--once"])
            #expect(last.wait(seconds: 60) == 0)
            var seen: Set<String> = []
            let all = consumed(basin), firsts = all.filter { seen.insert($0).inserted }
            let table = try basin.query("SELECT _event_id FROM first_type ORDER BY _received_time, _source, _event_id").map { $0[0] }
            #expect(table.count == next)
            #expect(firsts == table)
            print("➜ consumer: \(next) events, \(all.count - next) of them twice, BASIN_SEED=\(Surroundings.seed)")
            #expect(basin.stop() == 0)
        }

        @Test("A consumer whose server is gone waits and goes on by itself")
        func waits() throws {
            let small = try SmallProject("consumer-waits")
            let basin = small.basin
            try small.post(0..<10)
            let consumer = try launch(basin, number: 1)
            #expect(Waiting.until(seconds: 60) { consumed(basin).count == 10 })
            #expect(basin.stop() == 0)
            // On the same port: it knows no other.
            #expect(consumer.exitCode() == nil)
            consumer.kill()
        }

        private func endLine(_ basin: BasinProcess) {
            let path = basin.folder.path + "/consumed.ndjson"
            guard let bytes = FileManager.default.contents(atPath: path), bytes.last != 10,
                let file = FileHandle(forWritingAtPath: path)
            else { return }
            _ = try? file.seekToEnd()
            try? file.write(contentsOf: Data([10]))
            try? file.close()
        }
    }
}
