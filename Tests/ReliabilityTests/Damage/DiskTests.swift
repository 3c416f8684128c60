import Foundation
import Testing

extension Reliability {
    @Suite struct DiskTests {
        private static let refused = "➜ no small disk can be mounted here; skipped"

        /// A server whose data folder is on a disk of its own. Nil when there is none to be had.
        private func onDisk(_ name: String, megabytes: Int) throws -> (SmallProject, SmallDisk)? {
            var disk: SmallDisk?
            let small = try SmallProject(name) { folder in
                disk = try SmallDisk(folder, megabytes: megabytes)
                return (disk?.path ?? folder.path) + "/data"
            }
            guard let disk else {
                print(Self.refused)
                return nil
            }
            return (small, disk)
        }

        @Test("Filled to the brim, over and over: 503 with Retry-After, nothing acknowledged lost, goes on without a restart",
            arguments: [0, 40_000, 300_000])
        func full(room: Int) throws {
            guard let (small, disk) = try onDisk("brim", megabytes: 32) else { return }
            let basin = small.basin
            var acknowledged: [Int] = []
            var sent = 0
            var refusals = 0
            for round in 0..<3 {
                try small.post(sent..<sent + 20)
                acknowledged += sent..<sent + 20
                sent += 20
                try disk.fill(leaving: room)
                for _ in 0..<30 {
                    let numbers = sent..<sent + 10
                    sent += 10
                    let answer = try small.send(numbers, text: String(repeating: "x", count: 3000))
                    switch answer.status {
                    case 200: acknowledged += numbers
                    case 503:
                        refusals += 1
                        #expect((Int(answer.headers["retry-after"] ?? "") ?? 0) > 0, "503 without Retry-After")
                    default: Issue.record("a full disk gives \(answer.status) \(answer.text)")
                    }
                }
                #expect(basin.isAlive())
                // A query may fail for want of room, but it is answered, and says why.
                let query = try basin.queryAnswer("SELECT count(*) FROM \(SmallProject.types[0])")
                if query.status != 200 {
                    #expect([500, 503, 507].contains(query.status))
                    #expect(query.text.contains("space") || query.text.contains("disk"), "\(query.text)")
                }
                // The hour ends while the disk is full.
                try basin.setClock((round + 1) * 3700)
                Waiting.pause(1.5)
                #expect(basin.isAlive())
                try disk.empty()
                let goesOn = try Waiting.until(seconds: 60) {
                    let answer = try small.send(sent..<sent + 1)
                    if answer.status == 200 { acknowledged.append(sent) }
                    sent += 1
                    return answer.status == 200
                }
                #expect(goesOn, "it does not go on when there is room: \(basin.errorText().suffix(600))")
                try compare(small, acknowledged, "round \(round)")
            }
            #expect(refusals > 0, "the disk was never full")
            try basin.setClock(5 * 3700)
            #expect(try small.waitUntilSealed(seconds: 90), "hours stay open: \(basin.errorText().suffix(600))")
            #expect(try basin.hours(SmallProject.types[0]).allSatisfy(\.ledger.isBalanced))
            basin.kill()
            try basin.start()
            try compare(small, acknowledged, "after a kill")
            #expect(basin.stop() == 0)
        }

        @Test("Killed on a full disk: it starts there or says why, and with room everything acknowledged is there")
        func killedWhenFull() throws {
            guard let (small, disk) = try onDisk("killedfull", megabytes: 32) else { return }
            let basin = small.basin
            try small.post(0..<50)
            try disk.fill(leaving: 0)
            var acknowledged = Array(0..<50)
            for round in 0..<10 {
                let numbers = 100 + round * 10..<110 + round * 10
                if try small.send(numbers, text: String(repeating: "y", count: 2000)).status == 200 { acknowledged += numbers }
            }
            basin.kill()
            do {
                try basin.start(seconds: 20)
                #expect(basin.isAlive())
            } catch {
                #expect("\(error)".contains("space") || "\(error)".contains("full"), "\(error)")
            }
            basin.kill()
            try disk.empty()
            try basin.start()
            try compare(small, acknowledged, "with room again")
            #expect(basin.stop() == 0)
        }

        @Test("A data folder that becomes read-only: refusals, not lies; writable again, it goes on")
        func readOnly() throws {
            guard let (small, disk) = try onDisk("readonly", megabytes: 64) else { return }
            let basin = small.basin
            try small.post(0..<20)
            // A file system with files open for writing is not made read-only while they are; a kill closes them.
            if try !disk.setReadOnly(true) {
                basin.kill()
                guard try disk.setReadOnly(true) else { return print("➜ the disk cannot be made read-only here; skipped") }
                let done = try basin.command(
                    ["up", "--project", basin.project, "--data", basin.data, "--port", "0"], seconds: 30)
                #expect(done.code == 1)
                #expect(done.errors.contains(basin.data) || done.errors.lowercased().contains("read-only"), "\(done.errors)")
                _ = try disk.setReadOnly(false)
                try basin.start()
            } else {
                let answer = try small.send(20..<30)
                #expect(answer.status == 503)
                #expect(basin.isAlive())
                _ = try disk.setReadOnly(false)
                #expect(try Waiting.until(seconds: 60) { try small.send(40..<41).status == 200 })
            }
            #expect(Set(try small.numbers()).isSuperset(of: 0..<20))
            #expect(basin.stop() == 0)
        }

        private func compare(_ small: SmallProject, _ acknowledged: [Int], _ moment: String) throws {
            var found: [Int] = []
            let isWhole = try Waiting.until(seconds: 60) {
                let answer = try small.basin.queryAnswer("SELECT n FROM \(SmallProject.types[0])")
                guard answer.status == 200 else { return false }
                found = answer.text.split(whereSeparator: \.isNewline).compactMap { Int($0) }
                return Set(found).isSuperset(of: acknowledged)
            }
            let lost = Set(acknowledged).subtracting(found)
            #expect(isWhole, "\(moment): \(lost.count) acknowledged events are lost; \(small.basin.errorText().suffix(600))")
            #expect(found.count == Set(found).count, "\(moment): events are there twice")
        }
    }
}
