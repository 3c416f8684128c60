import Foundation
import Testing

extension Reliability.First {
    @Suite(
        .enabled(
            if: FileManager.default.fileExists(atPath: Surroundings.streamingLog),
            "the real streaming log is not beside the checkout"))
    struct RealInputTests {
        @Test("A month of a real log: every event once, every hour sealed, the same counts for every reader")
        func month() throws {
            let basin = try BasinProcess(try TestFolder("real"), project: Surroundings.example)
            try basin.start()
            let first = try importing(basin)
            #expect(first.records == 8056 && first.delivered == 8056 && first.duplicate == 0 && first.quarantined == 0)
            #expect(first.hours == 569 && first.sealedHours == 720)
            let again = try importing(basin)
            #expect(again.delivered == 0 && again.duplicate == 8056 && again.sealedHours == 0)

            #expect(try basin.query("SELECT count(*), count(DISTINCT _partition_time), count(*) FILTER (WHERE page = 'NextSong') FROM streaming_log") == [["8056", "569", "6820"]])
            #expect(try basin.number("SELECT count(*) FROM streaming_log WHERE user_id IS NULL") == 286)
            #expect(try basin.query("SELECT DISTINCT first_name FROM streaming_log WHERE first_name IS NOT NULL") == [["[masked]"]])
            #expect(try basin.number("SELECT count(DISTINCT user_id) FROM streaming_log WHERE user_id = subject('53')") == 1)
            let hours = try basin.hours("streaming_log").filter { $0.hour.hasPrefix("2018-11") }
            #expect(hours.count == 720 && hours.allSatisfy { $0.state == "sealed" })
            if PythonOracle.isHere {
                let counts = try PythonOracle.counts(basin, "streaming_log", filter: "page=NextSong")
                #expect(counts.pyiceberg == 8056 && counts.duckdb == 8056 && counts.hours == 569)
                #expect(counts.pyicebergMatching == 6820 && counts.duckdbMatching == 6820)
            }
            #expect(basin.stop() == 0)
        }

        @Test("A wrong mapping is corrected by replacing: the old rows are gone, the hours say why")
        func replaced() throws {
            let basin = try BasinProcess(try TestFolder("replace"), project: Surroundings.example)
            try basin.start()
            _ = try importing(basin, map: ["--map", "song=artist"])
            #expect(try basin.number("SELECT count(*) FROM streaming_log WHERE song = artist") > 6000)
            let corrected = try importing(basin, map: [], ["--replace", "--reason", "songs were artists"])
            #expect(corrected.delivered == 8056 && corrected.replaced == 8056)
            #expect(try basin.number("SELECT count(*) FROM streaming_log") == 8056)
            #expect(try basin.number("SELECT count(*) FROM streaming_log WHERE song = artist") < 100)
            let hours = try basin.hours("streaming_log").filter { $0.hour.hasPrefix("2018-11") }
            #expect(hours.allSatisfy { $0.revision == 2 && $0.reason == "songs were artists" })
            if PythonOracle.isHere {
                let counts = try PythonOracle.counts(basin, "streaming_log")
                #expect(counts.pyiceberg == 8056 && counts.duckdb == 8056)
            }
            #expect(basin.stop() == 0)
        }

        private func importing(_ basin: BasinProcess, map: [String] = [], _ more: [String] = []) throws -> ImportCounts {
            let done = try basin.command(
                ["import", Surroundings.streamingLog, "--type", "streaming_log", "--time-field", "ts", "--mapping",
                 Surroundings.example + "/imports/streaming_log.yaml", "--from", "2018-11-01", "--to", "2018-12-01",
                 "--format", "json"] + map + more + basin.url)
            guard done.code == 0 else { throw DrillFailure("import: \(done.errors)") }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(ImportCounts.self, from: Data(done.output.utf8))
        }
    }
}
