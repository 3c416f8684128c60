import Foundation
import Testing

extension Reliability.First {
    /// What `basin fsck` finds, of folders that were hurt on purpose.
    @Suite struct FsckTests {
        @Test(
            "COL-10, COL-11: fsck finds each kind of damage, that and nothing else; --repair mends just what loses nothing"
        )
        func everyKind() throws {
            let drill = try CareDrill("fsck", killed: true)
            let (code, findings, errors) = try drill.fsck(repair: true)
            let before = findings.filter { $0.severity == "damage" }
            #expect(before.isEmpty, "a folder after kill -9 has \(before)")
            #expect(code == 0, "\(findings) \(errors)")
            let sound = try drill.fsck()
            #expect(sound.code == 0 && sound.findings.allSatisfy { $0.severity == "note" }, "\(sound)")
            let copy = drill.basin.folder.path + "/sound"
            try Self.copy(drill.data, to: copy)
            try FileManager.default.copyItem(atPath: drill.data + ".key", toPath: copy + ".key")
            for damage in FolderDamage.all {
                try FileManager.default.removeItem(atPath: drill.data)
                try Self.copy(copy, to: drill.data)
                try? FileManager.default.removeItem(atPath: drill.data + ".key")
                try FileManager.default.copyItem(atPath: copy + ".key", toPath: drill.data + ".key")
                do {
                    try damage.make(drill)
                    try expect(damage, drill)
                } catch {
                    Issue.record("\(damage): \(error)")
                }
            }
            let tested = Set(FolderDamage.all.map(\.kind))
            print("➜ fsck: \(FolderDamage.all.count) damages of \(tested.count) kinds")
        }

        private func expect(_ damage: FolderDamage, _ drill: CareDrill) throws {
            let found = try drill.fsck()
            let notes = try Set(drill.fsck().findings.filter { $0.severity == "note" }.map(\.kind))
            let kinds = Set(found.findings.filter { $0.severity != "note" }.map(\.kind))
            guard !damage.isNote else {
                #expect(kinds.isEmpty && found.code == 0 && notes.contains(damage.kind), "\(damage): \(found)")
                return
            }
            #expect(kinds == [damage.kind], "\(damage): \(found)")
            #expect(found.code == 1, "\(damage): \(found)")
            #expect(found.findings.allSatisfy { !$0.remedy.isEmpty && !$0.message.isEmpty })
            let mended = try drill.fsck(repair: true)
            let after = try drill.fsck()
            if damage.isMended {
                #expect(mended.code == 0, "\(damage) is not mended: \(mended)")
                #expect(after.code == 0, "\(damage) is there after it was mended: \(after)")
            } else {
                #expect(mended.code == 1 && after.code == 1, "\(damage) was called mended: \(mended)")
                #expect(after.findings.contains { $0.kind == damage.kind && $0.remedy.count > 10 })
            }
        }

        @Test("COL-11: a segment that is gone between two others is told, and its key is not destroyed")
        func lostSegment() throws {
            let small = try SmallProject("lost-segment")
            for number in 0..<3 {
                try small.post(number * 10..<number * 10 + 10)
                small.basin.kill()
                if number < 2 { try small.basin.start() }
            }
            let segments = TestFolder.files(below: small.basin.data + "/log", suffix: ".segment")
            try #require(segments.count == 3, "\(segments)")
            try FileManager.default.moveItem(atPath: segments[1], toPath: small.basin.folder.path + "/away")
            let words = ["fsck", "--data", small.basin.data, "--repair"]
            let done = try small.basin.command(words)
            #expect(
                done.code == 1 && done.output.contains("log.lost") && !done.output.contains("keys.unneeded"), "\(done)")
            try FileManager.default.moveItem(atPath: small.basin.folder.path + "/away", toPath: segments[1])
            #expect(try small.basin.command(words).code == 0)
            try small.basin.start()
            #expect(try small.numbers() == Array(0..<30))
            #expect(small.basin.stop() == 0)
        }

        @Test("COL-10: whenever a server at work is killed, fsck finds no damage, and what it mends the server is content with")
        func killedUnderLoad() throws {
            let small = try SmallProject("fsck-kills")
            let basin = small.basin
            try CareDrill.addPipeline(small)
            var generator = SeededGenerator(seed: Surroundings.seed)
            var acknowledged: Set<Int> = [], first = 0
            for round in 1...8 {
                let traffic = try NumberedTraffic(small, from: first)
                Waiting.pause(Double.random(in: 0.2...1.2, using: &generator))
                // A new hour: what came before it is sealed, compacted and made, and a kill may come at any step of that.
                try basin.setClock(round * 3700)
                _ = try? small.numbers()
                Waiting.pause(Double.random(in: 0...1.5, using: &generator))
                basin.kill()
                traffic.stop()
                acknowledged.formUnion(traffic.acknowledged)
                first += 1_000_000
                let found = try basin.command(["fsck", "--data", basin.data, "--format", "json"])
                #expect(!found.output.contains("\"damage\""), "round \(round), BASIN_SEED=\(Surroundings.seed): \(found.output)")
                if round % 2 == 0 {
                    #expect(try basin.command(["fsck", "--data", basin.data, "--repair"]).code == 0)
                }
                try basin.start()
            }
            let numbers = try small.numbers()
            #expect(Set(numbers).count == numbers.count && acknowledged.isSubset(of: numbers))
            #expect(basin.stop() == 0)
        }

        @Test("fsck says why it does not look: a server has the folder, there is no folder")
        func refusals() throws {
            let small = try SmallProject("fsck-refused")
            let busy = try small.basin.command(["fsck", "--data", small.basin.data])
            #expect(busy.code == 1 && busy.errors.contains("stop the server") && busy.errors.contains(small.basin.data))
            #expect(small.basin.isAlive())
            #expect(small.basin.stop() == 0)
            let sound = try small.basin.command(["fsck", "--data", small.basin.data])
            #expect(sound.code == 0 && sound.errors.contains("sound"), "\(sound)")
            let absent = try small.basin.command(["fsck", "--data", small.basin.data + "-absent"])
            #expect(absent.code == 1 && absent.errors.contains("no data folder"))
            #expect(!FileManager.default.fileExists(atPath: small.basin.data + "-absent"))
        }

        private static func copy(_ source: String, to target: String) throws {
            try FileManager.default.copyItem(atPath: source, toPath: target)
        }
    }
}
