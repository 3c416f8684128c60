import Foundation
import Testing

extension Reliability.First {
    /// The real log in other formats, made by DuckDB.
    @Suite(
        .enabled(if: FileManager.default.fileExists(atPath: Surroundings.streamingLog), "the real streaming log is not beside the checkout"),
        .enabled(if: PythonOracle.isHere, "no Python with the oracles' packages; make test installs it"))
    struct FormatTests {
        private static let counts = """
            SELECT count(*), count(DISTINCT _partition_time), count(*) FILTER (WHERE page = 'NextSong'), \
            count(DISTINCT user_id), count(user_id), count(DISTINCT _event_id), sum(status), sum(item_in_session), count(song), \
            round(sum(length), 2), count(registered_at), count(first_name) FROM streaming_log
            """

        @Test("CSV and Parquet of the same records hold the same; each twice adds nothing", arguments: ["csv", "parquet", "csv.gz"])
        func formats(_ ending: String) throws {
            let basin = try BasinProcess(try TestFolder("format"), project: Surroundings.example)
            try basin.start()
            let file = try convert(ending, basin.folder)
            let first = try importing(basin, [file])
            #expect(first.delivered == 8056 && first.duplicate == 0 && first.quarantined == 0, "\(first)")
            #expect(first.hours == 569 && first.sealedHours == 720, "\(first)")
            let again = try importing(basin, [file])
            #expect(again.delivered == 0 && again.duplicate == 8056 && again.hours == 0 && again.sealedHours == 0, "\(again)")
            let row = try #require(try basin.query(Self.counts).first)
            #expect(row[0...8] == ["8056", "569", "6820", "97", "7770", "8056", row[6], row[7], "6820"], "\(row)")
            #expect(row[6] == String(try expected("sum(status)", basin.folder)), "\(row)")
            #expect(row[10] == "7770" && row[11] == "7770", "\(row)")
            // A kill, and a third time after the start: identities are not only in memory.
            basin.kill()
            try basin.start()
            let third = try importing(basin, [file])
            #expect(third.delivered == 0 && third.duplicate == 8056, "\(third)")
            #expect(basin.stop() == 0)
        }

        @Test("Halves of a file, overlapping, in one folder: every record once; what comes later into sealed hours has a reason")
        func halves() throws {
            let basin = try BasinProcess(try TestFolder("halves"), project: Surroundings.example)
            try basin.start()
            let whole = try convert("ndjson", basin.folder)
            let lines = try String(contentsOfFile: whole, encoding: .utf8).split(separator: "\n")
            // Every hour loses some of its records to the second file; a thousand are in both.
            let first = lines.enumerated().filter { $0.offset % 2 == 0 || $0.offset < 2000 }.map(\.element)
            let second = lines.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            let one = try basin.folder.write("one.ndjson", first.joined(separator: "\n"))
            let two = try basin.folder.write("two.ndjson", second.joined(separator: "\n"))
            let before = try importing(basin, [one])
            #expect(before.delivered == first.count && before.sealedHours == 720, "\(before)")
            let after = try importing(basin, [two], ["--reason", "the other half"])
            #expect(after.delivered == lines.count - first.count && after.duplicate == 1000, "\(after)")
            #expect(try basin.query(Self.counts).first?.first == "8056")
            let hours = try basin.hours("streaming_log").filter { $0.hour.hasPrefix("2018-11") }
            #expect(hours.allSatisfy { $0.ledger.isBalanced && $0.state == "sealed" })
            let revised = hours.filter { $0.revision == 2 }
            #expect(revised.count == after.hours && revised.allSatisfy { $0.reason == "the other half" })
            let counts = try PythonOracle.counts(basin, "streaming_log", filter: "page=NextSong")
            #expect(counts.pyiceberg == 8056 && counts.duckdb == 8056 && counts.hours == 569, "\(counts)")
            #expect(counts.pyicebergMatching == 6820, "\(counts)")
            #expect(basin.stop() == 0)
        }

        @Test("A part of the month replaced: its stale rows are gone, the rest is untouched")
        func partReplaced() throws {
            let basin = try BasinProcess(try TestFolder("part"), project: Surroundings.example)
            try basin.start()
            let whole = try convert("ndjson", basin.folder)
            _ = try importing(basin, [whole])
            let day = try String(contentsOfFile: whole, encoding: .utf8).split(separator: "\n").filter {
                guard let at = $0.range(of: "\"ts\":") else { return false }
                let time = Int($0[at.upperBound...].prefix { $0.isNumber }) ?? 0
                return (1_541_203_200_000..<1_541_289_600_000).contains(time)
            }
            let file = try basin.folder.write("day.ndjson", day.dropFirst(10).joined(separator: "\n"))
            let done = try importing(basin, [file], ["--replace", "--reason", "ten were wrong"], from: "2018-11-03", to: "2018-11-04")
            #expect(done.delivered == day.count - 10 && done.replaced == day.count, "\(done)")
            #expect(try basin.query(Self.counts).first?.first == String(8056 - 10))
            let hours = try basin.hours("streaming_log").filter { $0.hour.hasPrefix("2018-11") }
            #expect(hours.allSatisfy { ($0.revision ?? 0) <= 1 || $0.hour.hasPrefix("2018-11-03") })
            let counts = try PythonOracle.counts(basin, "streaming_log")
            #expect(counts.pyiceberg == 8046 && counts.duckdb == 8046, "\(counts)")
            // What was replaced away may come back: it is no duplicate of something that is gone.
            let back = try importing(basin, [whole])
            #expect(back.delivered == 10 && back.duplicate == 8046, "\(back)")
            #expect(try basin.query(Self.counts).first?.first == "8056")
            #expect(basin.stop() == 0)
        }

        private func convert(_ ending: String, _ folder: TestFolder) throws -> String {
            let file = folder.path + "/log." + ending
            let options = ["csv": "FORMAT csv", "csv.gz": "FORMAT csv, COMPRESSION gzip", "parquet": "FORMAT parquet", "ndjson": "FORMAT json"]
            let script = """
                import duckdb, sys
                duckdb.sql(f"COPY (SELECT * FROM read_json('{sys.argv[1]}', format='newline_delimited', sample_size=-1)) TO '{sys.argv[2]}' ({sys.argv[3]})")
                """
            let done = try PythonOracle.run(code: script, [Surroundings.streamingLog, file, options[ending] ?? ""], in: folder)
            guard done.code == 0 else { throw DrillFailure(done.errors) }
            return file
        }

        private func expected(_ expression: String, _ folder: TestFolder) throws -> Int {
            let script = """
                import duckdb, sys
                print(int(duckdb.sql(f"SELECT {sys.argv[2]} FROM read_json('{sys.argv[1]}', format='newline_delimited', sample_size=-1)").fetchone()[0]))
                """
            let done = try PythonOracle.run(code: script, [Surroundings.streamingLog, expression], in: folder)
            return Int(done.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
        }

        private func importing(
            _ basin: BasinProcess, _ files: [String], _ more: [String] = [], from: String = "2018-11-01", to: String = "2018-12-01"
        ) throws -> ImportCounts {
            let done = try basin.command(
                ["import"] + files + ["--type", "streaming_log", "--mapping", Surroundings.example + "/imports/streaming_log.yaml",
                 "--time-field", "ts", "--from", from, "--to", to, "--format", "json"] + more + basin.url)
            guard done.code == 0 else { throw DrillFailure("import: \(done.errors)") }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(ImportCounts.self, from: Data(done.output.utf8))
        }
    }
}
