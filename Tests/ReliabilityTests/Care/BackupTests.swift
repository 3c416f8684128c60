import Foundation
import Synchronization
import Testing

extension Reliability {
    /// Backups of servers at work, and what is made of them.
    @Suite struct BackupTests {
        @Test(
            "COL-10, COL-11: a backup under load, the server killed, restored elsewhere: what was acknowledged before it began is there exactly once, partitions and tables too, and it goes on receiving"
        )
        func underLoad() throws {
            let small = try SmallProject("backup")
            let basin = small.basin
            try CareDrill.addPipeline(small)
            try small.post(0..<100)
            try basin.setClock(3700)
            #expect(try small.waitUntilSealed())
            try CareDrill.waitUntilPublished(basin)
            let traffic = try NumberedTraffic(small, from: 100)
            #expect(Waiting.until(seconds: 60) { traffic.acknowledged.count > 400 })
            let before = traffic.acknowledged
            let backup = basin.folder.path + "/backup"
            let taken = try basin.command(["backup", backup, "--format", "json"] + basin.url)
            #expect(taken.code == 0, "\(taken)")
            // A second one, of what came meanwhile, copies only what is new.
            let earlier = traffic.acknowledged
            let again = try basin.command(["backup", backup, "--format", "json"] + basin.url)
            let figures = try summary(again.output)
            #expect(again.code == 0 && figures.copiedFiles < figures.files, "\(again)")
            let partitions = try CareDrill.partitions(basin).filter { $0.state == "published" }
            basin.kill()
            traffic.stop()
            #expect(!TestFolder.files(below: backup).contains { $0.hasSuffix("master.key") })

            let other = try BasinProcess(
                basin.folder, project: basin.project, data: basin.folder.path + "/elsewhere/data", movesClock: true)
            try FileManager.default.createDirectory(
                atPath: basin.folder.path + "/elsewhere", withIntermediateDirectories: true)
            // DuckDB does not read a table that was made in its future.
            try other.setClock(0)
            let without = try other.command(["restore", backup, "--data", other.data])
            #expect(without.code == 1 && without.errors.contains("master key"), "\(without)")
            #expect(!FileManager.default.fileExists(atPath: other.data))
            let restored = try other.command([
                "restore", backup, "--data", other.data, "--master-key", basin.data + ".key",
            ])
            #expect(restored.code == 0, "\(restored)")
            try FileManager.default.copyItem(atPath: basin.data + ".key", toPath: other.data + ".key")
            // The old folder is not needed for anything.
            try FileManager.default.moveItem(atPath: basin.data, toPath: basin.folder.path + "/gone")
            let check = try other.command(["fsck", "--data", other.data])
            #expect(check.code == 0, "\(check)")
            try other.setClock(3700)
            try other.start()
            let rows = try other.query("SELECT n, count(*) FROM first_type GROUP BY n ORDER BY n")
            #expect(rows.allSatisfy { $0[1] == "1" }, "an event is there twice")
            let numbers = Set(rows.compactMap { Int($0[0]) })
            #expect(numbers.isSuperset(of: 0..<100) && numbers.isSuperset(of: earlier))
            #expect(
                numbers.isSuperset(of: before), "\(before.subtracting(numbers).count) acknowledged events are missing")
            #expect(try CareDrill.partitions(other).filter { $0.state == "published" } == partitions)
            print(
                "➜ backup drill: \(before.count) events acknowledged before the first, \(earlier.count) before the second, \(numbers.count) restored; \(figures.copiedFiles) of \(figures.files) files copied again"
            )
            if PythonOracle.isHere {
                let seen = try PythonOracle.counts(other, "first_type")
                #expect(
                    seen.error == nil && seen.pyiceberg == 100 && seen.duckdb == 100,
                    "the sealed hour is read as \(seen)")
            } else {
                print("➜ " + PythonOracle.absent)
            }
            try receivesOn(other, small, rows.count, traffic.acknowledged.max() ?? 0)
        }

        private func receivesOn(_ other: BasinProcess, _ small: SmallProject, _ rows: Int, _ last: Int) throws {
            let line =
                SmallProject.event(last + 1000, type: "first_type") + "\n" + SmallProject.event(0, type: "first_type")
            let answer = try other.send(
                "POST", "/events", body: Array(line.utf8),
                headers: ["Authorization": "Bearer \(small.key)", "Content-Type": "application/x-ndjson"])
            #expect(answer.status == 200)
            #expect(
                try other.number("SELECT count(*) FROM first_type") == rows + 1, "a duplicate was delivered, or nothing"
            )
            try other.setClock(2 * 3700)
            let isSealed = try Waiting.until(seconds: 60) {
                try other.hours("first_type").filter { $0.ledger.received > 0 }.allSatisfy { $0.state == "sealed" }
            }
            #expect(isSealed)
            if PythonOracle.isHere {
                // DuckDB takes the snapshot of the wall clock's time, which this one is ahead of.
                let isShown = Waiting.until(seconds: 60) {
                    (try? PythonOracle.counts(other, "first_type")).map { $0.pyiceberg == rows + 1 } ?? false
                }
                #expect(isShown, "PyIceberg does not see what came after the restore")
            }
            #expect(other.stop() == 0)
            #expect(try other.command(["fsck", "--data", other.data]).code == 0)
        }

        @Test(
            "A backup of which a file was changed, cut or lost is refused with the file's name, and nothing is restored"
        )
        func rotten() throws {
            let drill = try CareDrill("rotten-backup")
            let backup = drill.basin.folder.path + "/backup"
            let key = ["--master-key", drill.data + ".key"]
            #expect(try drill.basin.command(["backup", backup, "--data", drill.data]).code == 0)
            let target = drill.basin.folder.path + "/new"
            let files = TestFolder.files(below: backup).filter { !$0.hasSuffix("/basin-backup") }
            #expect(files.count > 5)
            for (number, file) in files.enumerated() {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
                switch number % 3 {
                case 0: try CareDrill.change(file) { $0[$0.count / 2] ^= 1 }
                case 1: try CareDrill.change(file) { $0.removeLast() }
                default: try FileManager.default.removeItem(atPath: file)
                }
                let done = try drill.basin.command(["restore", backup, "--data", target] + key)
                let name = (file as NSString).lastPathComponent
                // A manifest with another letter in a name misses that file.
                #expect(done.code == 1 && (done.errors.contains(name) || name == "manifest.json"), "\(file): \(done)")
                #expect(!FileManager.default.fileExists(atPath: target))
                try bytes.write(to: URL(fileURLWithPath: file))
            }
            #expect(try drill.basin.command(["restore", backup, "--data", target] + key).code == 0)
            let full = try drill.basin.command(["restore", backup, "--data", target] + key)
            #expect(full.code == 1 && full.errors.contains("no empty folder"))
            #expect(try drill.basin.command(["fsck", "--data", target] + key).code == 0)
        }

        @Test("With the master key in the backup nothing else is needed; a backup goes only where nothing else is")
        func masterKey() throws {
            let drill = try CareDrill("key-backup")
            let folder = drill.basin.folder.path
            let backup = ["backup", folder + "/backup", "--data", drill.data]
            #expect(try drill.basin.command(backup + ["--include-master-key", "--link"]).code == 0)
            let target = folder + "/new"
            #expect(try drill.basin.command(["restore", folder + "/backup", "--data", target]).code == 0)
            let read = try drill.basin.command([
                "query", "SELECT count(*) FROM first_type", "--data", target, "--format", "csv",
            ])
            #expect(read.code == 0 && read.output.contains("40"), "\(read)")
            // Taken again without it, it is not there any more.
            #expect(try drill.basin.command(backup).code == 0)
            #expect(!TestFolder.files(below: folder + "/backup").contains { $0.hasSuffix("master.key") })
            for (place, words) in [(drill.data + "/backup", "in the data folder"), (folder + "/project", "no backup")] {
                let done = try drill.basin.command(["backup", place, "--data", drill.data])
                #expect(done.code == 1 && done.errors.contains(words), "\(done)")
            }
            let none = try drill.basin.command(["restore", folder + "/project", "--data", folder + "/third"])
            #expect(none.code == 1 && none.errors.contains("no backup"), "\(none)")
        }

        @Test("A server killed at any moment of a backup leaves the backup before it whole")
        func killedWhileBackingUp() throws {
            let small = try SmallProject("killed-backup")
            let basin = small.basin
            let backup = basin.folder.path + "/backup"
            try small.post(0..<500)
            #expect(try basin.command(["backup", backup] + basin.url).code == 0)
            var whole = 500
            for round in 0..<6 {
                try small.post(whole..<whole + 300)
                let url = try basin.url
                let child = try ChildProcess(
                    Surroundings.binary, ["backup", backup] + url, environment: basin.environment,
                    output: basin.folder.path + "/b.out", errors: basin.folder.path + "/b.err")
                Waiting.pause(0.03 + 0.04 * Double(round))
                basin.kill()
                whole += child.wait(seconds: 30) == 0 ? 300 : 0
                let target = basin.folder.path + "/restored-\(round)"
                let done = try basin.command(["restore", backup, "--data", target, "--master-key", basin.data + ".key"])
                #expect(done.code == 0, "\(done)")
                let read = try basin.command(
                    [
                        "query", "SELECT count(*), count(DISTINCT n) FROM first_type", "--data", target, "--format",
                        "csv",
                        "--master-key", basin.data + ".key",
                    ])
                let counts =
                    read.output.split(whereSeparator: \.isNewline).last?.split(separator: ",").compactMap { Int($0) }
                    ?? []
                #expect(counts.count == 2 && counts[0] == counts[1] && (counts.first ?? 0) >= 500, "\(read)")
                try basin.start()
                whole = try small.numbers().count
                let after = try basin.command(["backup", backup] + basin.url)
                #expect(after.code == 0, "\(after)")
            }
            #expect(basin.stop() == 0)
        }

        struct Summary: Decodable {
            var files: Int
            var copiedFiles: Int
        }

        private func summary(_ text: String) throws -> Summary {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Summary.self, from: Data(text.utf8))
        }
    }
}
