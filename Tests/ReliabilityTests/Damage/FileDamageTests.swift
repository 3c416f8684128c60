import Foundation
import Testing

extension Reliability {
    /// Parquet files that are gone or rotten, and folders that cannot be opened.
    @Suite struct FileDamageTests {
        private var first: String { SmallProject.types[0] }
        private var other: String { SmallProject.types[1] }

        @Test("A sealed hour's file that is gone: the error says which or what to do, others are read, the server stays",
            arguments: [false, true])
        func sealed(isRestarted: Bool) throws {
            let small = try SmallProject("sealed")
            let basin = small.basin
            try small.post(0..<5)
            try small.post(0..<5, type: other)
            try basin.setClock(3700)
            #expect(try small.waitUntilSealed())
            try small.post(5..<9)
            try lose(basin, first)
            if isRestarted {
                basin.kill()
                try basin.start()
            }
            let answer = try basin.queryAnswer("SELECT count(*) FROM \(first)")
            #expect(answer.status >= 400, "rows that are gone were left out in silence: \(answer.text)")
            let error = try answer.decoded(ErrorText.self)
            #expect(error.message.contains(".parquet") || error.message.contains(first), "\(error)")
            #expect(try basin.number("SELECT count(*) FROM \(other)") == 5)
            // Later hours of both types go on.
            try small.post(10..<12)
            try small.post(10..<12, type: other)
            try basin.setClock(2 * 3700)
            let sealed = try Waiting.until(seconds: 60) {
                try basin.hours(other).filter { $0.ledger.received > 0 && $0.state == "sealed" }.count == 2
            }
            #expect(sealed, "the other type's hour is not sealed")
            #expect(basin.isAlive())
            #expect(basin.stop() == 0)
        }

        @Test("A rotten file of an open hour: a clear error, and its hour is not sealed as if all were well")
        func rotten() throws {
            let small = try SmallProject("rotten")
            let basin = small.basin
            try small.post(0..<50)
            #expect(try small.numbers().count == 50)
            let file = try #require(files(basin, first).first)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            for index in 4..<(bytes.count / 2) { bytes[index] = 0 }
            try bytes.write(to: URL(fileURLWithPath: file))
            // Another file in the same hour, so that the seal has to rewrite both.
            try small.post(50..<60)
            let answer = try basin.queryAnswer("SELECT sum(n) FROM \(first)")
            #expect(answer.status >= 400, "\(answer.text)")
            try basin.setClock(3700)
            let isSealed = try small.waitUntilSealed(seconds: 8)
            #expect(!isSealed, "an hour was sealed from a rotten file")
            #expect(basin.isAlive())
            try small.post(100..<102, type: other)
            #expect(try small.numbers(other) == [100, 101])
            #expect(basin.stop() == 0)
        }

        @Test("A second server on the same folder ends at once with code 1 and says why; the first is not disturbed")
        func secondServer() throws {
            let small = try SmallProject("twice")
            let done = try small.basin.command(
                ["up", "--project", small.basin.project, "--data", small.basin.data, "--port", "0"], seconds: 20)
            #expect(done.code == 1)
            #expect(done.errors.contains("in use") && done.errors.contains(small.basin.data), "\(done.errors)")
            for command in [["query", "SELECT 1", "--data", small.basin.data], ["apply", "--yes", "--data", small.basin.data]] {
                #expect(try small.basin.command(command, folder: small.basin.project).code == 1)
            }
            try small.post(0..<3)
            #expect(try small.numbers() == [0, 1, 2])
            #expect(small.basin.stop() == 0)
        }

        @Test("Databases that a newer Basin wrote are refused and left as they are",
            .enabled(if: PythonOracle.isHere, "no Python with the oracles' packages"),
            arguments: ["metastore.sqlite", "keys.sqlite"])
        func newer(name: String) throws {
            let small = try SmallProject("newer")
            let basin = small.basin
            try small.post(0..<3)
            #expect(basin.stop() == 0)
            let database = basin.data + "/" + name
            let script = """
                import sqlite3, sys
                c = sqlite3.connect(sys.argv[1])
                if sys.argv[2] == 'dump': print(chr(10).join(c.iterdump()))
                elif sys.argv[2] == 'add': c.execute("INSERT INTO grdb_migrations VALUES ('9999-FromTheFuture')")
                else: c.execute("DELETE FROM grdb_migrations WHERE identifier LIKE '9999%'")
                c.commit()
                """
            #expect(try PythonOracle.run(code: script, [database, "add"], in: basin.folder).code == 0)
            let before = try PythonOracle.run(code: script, [database, "dump"], in: basin.folder).output
            #expect(before.contains("9999-FromTheFuture"))
            let done = try basin.command(["up", "--project", basin.project, "--data", basin.data, "--port", "0"], seconds: 20)
            #expect(done.code == 1)
            #expect(done.errors.lowercased().contains("newer"), "\(done.errors)")
            let isSame = try PythonOracle.run(code: script, [database, "dump"], in: basin.folder).output == before
            #expect(isSame, "a refused database was changed")
            #expect(try PythonOracle.run(code: script, [database, "remove"], in: basin.folder).code == 0)
            try basin.start()
            #expect(try small.numbers() == [0, 1, 2])
            #expect(basin.stop() == 0)
        }

        @Test("Without its master key the data folder is not opened, and nothing in it is made anew")
        func masterKey() throws {
            let small = try SmallProject("nokey")
            let basin = small.basin
            try small.post(0..<3)
            basin.kill()
            let key = basin.data + ".key"
            try FileManager.default.moveItem(atPath: key, toPath: key + "-away")
            let done = try basin.command(["up", "--project", basin.project, "--data", basin.data, "--port", "0"], seconds: 20)
            #expect(done.code == 1)
            #expect(done.errors.contains("key"), "\(done.errors)")
            #expect(!FileManager.default.fileExists(atPath: key), "a new master key was made for old data")
            try FileManager.default.moveItem(atPath: key + "-away", toPath: key)
            try basin.start()
            #expect(try small.numbers() == [0, 1, 2])
            #expect(basin.stop() == 0)
        }

        private func files(_ basin: BasinProcess, _ type: String) -> [String] {
            TestFolder.files(below: basin.data + "/warehouse/basin/\(type)", suffix: ".parquet")
        }

        private func lose(_ basin: BasinProcess, _ type: String) throws {
            let files = files(basin, type)
            #expect(!files.isEmpty)
            for file in files { try FileManager.default.removeItem(atPath: file) }
        }
    }
}
