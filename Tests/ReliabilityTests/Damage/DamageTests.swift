import Foundation
import Testing

extension Reliability {
    @Suite struct DamageTests {
        @Test("A torn and a garbage tail of the log cost no acknowledged event, and the server starts", arguments: [0, 1, 2])
        func tails(way: Int) throws {
            let (basin, key) = try started("tail")
            try post(basin, key, 0..<20)
            basin.kill()
            let segment = try #require(TestFolder.files(below: basin.data + "/log", suffix: ".segment").last)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
            switch way {
            case 0: bytes.append(contentsOf: [UInt8](repeating: 0, count: 5000))
            case 1: bytes.append(contentsOf: (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 167) })
            default: bytes.append(bytes.suffix(60).prefix(40))
            }
            try bytes.write(to: URL(fileURLWithPath: segment))
            try basin.start()
            #expect(basin.isAlive())
            #expect(try basin.number("SELECT count(DISTINCT _event_id) FROM page_viewed_test") == 20)
            #expect(basin.stop() == 0)
        }

        @Test("A flipped bit in the log is said, costs its own record only, and the segment is kept")
        func flipped() throws {
            let (basin, key) = try started("flip")
            for number in 0..<10 { try post(basin, key, number..<(number + 1)) }
            basin.kill()
            let segment = try #require(TestFolder.files(below: basin.data + "/log", suffix: ".segment").last)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: segment))
            try basin.start()
            #expect(try basin.number("SELECT count(*) FROM page_viewed_test") == 9)
            #expect(basin.errorText().contains("damage"))
            #expect(basin.isAlive())
            #expect(basin.stop() == 0)
        }

        @Test("A Parquet file that is gone gives a clear error for its dataset and hurts no other")
        func lostFile() throws {
            let (basin, key) = try started("lost")
            try post(basin, key, 0..<5)
            try post(basin, key, 0..<5, type: "other_test")
            #expect(try basin.number("SELECT count(*) FROM page_viewed_test") == 5)
            for file in TestFolder.files(below: basin.data + "/warehouse/basin/page_viewed_test", suffix: ".parquet") {
                try FileManager.default.removeItem(atPath: file)
            }
            let answer = try basin.queryAnswer("SELECT count(*) FROM page_viewed_test")
            #expect(answer.status / 100 != 2 && !answer.text.isEmpty)
            #expect(try basin.number("SELECT count(*) FROM other_test") == 5)
            try basin.setClock(7200)
            let says = try Waiting.until(seconds: 60) {
                try basin.hours("page_viewed_test").contains { $0.state == "open" && $0.reason != nil }
            }
            #expect(says, "the open hour does not say why")
            #expect(basin.isAlive())
            #expect(basin.stop() == 0)
        }

        @Test("A clock that jumps back and forward: hours of receipt never go back, nothing is stuck")
        func clock() throws {
            let (basin, key) = try started("clock")
            for (number, offset) in [0, -7200, 3600, -36_000, 10_800, 0].enumerated() {
                try basin.setClock(offset)
                try post(basin, key, number..<(number + 1))
            }
            let rows = try basin.query("SELECT _event_id, epoch_us(_received_time) FROM page_viewed_test ORDER BY _event_id")
            let times = rows.compactMap { Int($0[1]) }
            #expect(times.count == 6 && times == times.sorted())
            #expect(basin.isAlive())
            #expect(basin.stop() == 0)
        }

        @Test("A full disk answers 503, loses nothing that was acknowledged, and goes on by itself when there is room")
        func fullDisk() throws {
            let folder = try TestFolder("full")
            let mount = folder.path + "/disk"
            try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
            let mounted = try ChildProcess(
                "/bin/mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", mount], environment: Surroundings.environment,
                output: folder.path + "/mount.out", errors: folder.path + "/mount.err", folder: nil)
            guard mounted.wait(seconds: 10) == 0 else {
                print("➜ no small disk can be mounted here; the full-disk drill is left out")
                return
            }
            defer {
                let unmounted = try? ChildProcess(
                    "/bin/umount", [mount], environment: Surroundings.environment, output: folder.path + "/umount.out",
                    errors: folder.path + "/umount.err", folder: nil)
                _ = unmounted?.wait(seconds: 10)
            }
            let basin = try BasinProcess(folder, project: try Self.project(folder), data: mount + "/data", movesClock: true)
            try basin.start()
            let key = try basin.makeKey()
            try post(basin, key, 0..<10)
            let ballast = mount + "/ballast"
            _ = FileManager.default.createFile(atPath: ballast, contents: nil)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: ballast))
            var size = 1 << 20
            while size >= 4096 { do { try handle.write(contentsOf: Data(repeating: 1, count: size)) } catch { size /= 2 } }
            try handle.close()
            var acknowledged = 10
            var refused = 0
            for number in 10..<40 {
                // Large enough not to fit into what is left of a page.
                let answer = try send(basin, key, number..<(number + 1), page: String(repeating: "p", count: 40_000))
                switch answer.status {
                case 200: acknowledged += 1
                case 503:
                    refused += 1
                    #expect(Int(answer.headers["retry-after"] ?? "") != nil)
                default: Issue.record("\(answer.status) \(answer.text)")
                }
                #expect(basin.isAlive())
            }
            #expect(refused > 0, "the disk was not full")
            try FileManager.default.removeItem(atPath: ballast)
            let goesOn = try Waiting.until(seconds: 60) { try send(basin, key, 100..<101).status == 200 }
            #expect(goesOn)
            let found = Waiting.until(seconds: 60) { (try? basin.number("SELECT count(*) FROM page_viewed_test")) ?? 0 >= acknowledged + 1 }
            #expect(found, "acknowledged events are missing")
            #expect(basin.stop() == 0)
        }

        @Test("A second process on the same folder is refused and says so")
        func secondProcess() throws {
            let (basin, _) = try started("second")
            let done = try basin.command(["datasets", "--data", basin.data])
            #expect(done.code == 1 && done.errors.contains(basin.data))
            #expect(basin.stop() == 0)
        }

        // MARK: -

        private static func project(_ folder: TestFolder) throws -> String {
            try folder.write("project/teams.yaml", "team-test: {contact: nobody}\n")
            for name in ["page_viewed_test", "other_test"] {
                try folder.write(
                    "project/events/\(name).yaml",
                    "owner: team-test\ndescription: For a drill.\nfields:\n  page: {type: string, classification: none}\n")
            }
            return folder.path + "/project"
        }

        private func started(_ name: String) throws -> (BasinProcess, String) {
            let folder = try TestFolder(name)
            let basin = try BasinProcess(folder, project: try Self.project(folder), movesClock: true)
            try basin.start()
            return (basin, try basin.makeKey())
        }

        private func send(
            _ basin: BasinProcess, _ key: String, _ ids: Range<Int>, type: String = "page_viewed_test", page: String = "p"
        ) throws -> HTTPAnswer {
            let events = ids.map { #"{"specversion":"1.0","id":"\#($0)","source":"/t","type":"\#(type)","data":{"page":"\#(page)"}}"# }
            return try basin.send(
                "POST", "/events", body: Array(("[" + events.joined(separator: ",") + "]").utf8),
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/cloudevents-batch+json"])
        }

        private func post(_ basin: BasinProcess, _ key: String, _ ids: Range<Int>, type: String = "page_viewed_test") throws {
            let answer = try send(basin, key, ids, type: type)
            guard answer.status == 200 else { throw DrillFailure("\(answer.status) \(answer.text)") }
        }
    }
}
