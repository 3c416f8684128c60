import Foundation
import Testing

extension Reliability {
    /// The disk is almost full, or the log is far behind: 503 while there is still room to finish what was begun.
    @Suite struct AlmostFullTests {
        @Test("Almost full: 503 before anything fails; what was taken can be read and sealed; it goes on by itself")
        func almostFull() throws {
            var disk: SmallDisk?
            let small = try SmallProject("almostfull") { folder in
                disk = try SmallDisk(folder, megabytes: 64)
                return (disk?.path ?? folder.path) + "/data"
            }
            guard let disk else { return print("➜ no small disk can be mounted here; skipped") }
            let basin = small.basin
            let pid = basin.child?.pid
            try small.post(0..<50)
            var acknowledged = Array(0..<50)
            var sent = 50
            for round in 1...2 {
                try disk.fill(leaving: 1 << 20)
                // The notice of a disk may take a moment; what is taken until then is kept.
                let isRefused = try Waiting.until(seconds: 60) {
                    let numbers = sent..<sent + 1
                    sent += 1
                    let answer = try small.send(numbers)
                    if answer.status == 200 { acknowledged += numbers }
                    guard answer.status == 503 else { return false }
                    let text = try answer.decoded(ErrorText.self)
                    #expect(!text.code.isEmpty && (text.message.contains("disk") || text.message.contains("space")), "\(text)")
                    #expect((Int(answer.headers["retry-after"] ?? "") ?? 0) > 0, "503 without an integer Retry-After")
                    return true
                }
                #expect(isRefused, "1 MB of 64 is left, and events are still taken")
                // Readiness says it to a load balancer; the process is alive.
                #expect(try basin.send("GET", "/readyz").status == 503)
                #expect(basin.isAlive())
                // The room that was kept is for this.
                #expect(try Set(small.numbers()).isSuperset(of: acknowledged), "what was taken cannot be read")
                try basin.setClock(round * 3700)
                #expect(try small.waitUntilSealed(), "the hour cannot be sealed: \(basin.errorText().suffix(500))")
                try disk.empty()
                let goesOn = try Waiting.until(seconds: 60) {
                    let numbers = sent..<sent + 1
                    sent += 1
                    guard try small.send(numbers).status == 200 else { return false }
                    acknowledged += numbers
                    return true
                }
                #expect(goesOn, "it does not go on when there is room")
                #expect(try basin.send("GET", "/readyz").status == 200)
            }
            #expect(try small.numbers() == acknowledged.sorted())
            #expect(basin.child?.pid == pid && basin.stop() == 0)
        }

        @Test("Delivery that cannot write: events are taken into the log, queries say so, and afterwards all are there")
        func deliveryStuck() throws {
            let drill = try ClientDrill("behind")
            let warehouse = drill.basin.data + "/warehouse"
            // A file where a folder was: nothing can be written below it, by root neither.
            try FileManager.default.moveItem(atPath: warehouse, toPath: warehouse + ".aside")
            try Data().write(to: URL(fileURLWithPath: warehouse))
            var statuses: Set<Int> = []
            for _ in 0..<50 {
                let (numbers, request) = drill.request(20, text: String(repeating: "l", count: 2000))
                let answer = try drill.answer(request)
                statuses.insert(answer.status)
                if answer.status == 200 { drill.acknowledge(numbers) } else { drill.expectRefusal(answer, [503], "behind") }
            }
            #expect(statuses.contains(200), "\(statuses)")
            #expect(drill.basin.isAlive())
            let query = try drill.basin.queryAnswer("SELECT count(*) FROM \(SmallProject.types[0])")
            #expect(query.status / 100 == 5, "a query that cannot see everything says so: \(query.status) \(query.text)")
            try FileManager.default.removeItem(atPath: warehouse)
            try FileManager.default.moveItem(atPath: warehouse + ".aside", toPath: warehouse)
            let goesOn = Waiting.until(seconds: 60) { (try? drill.small.numbers()) != nil }
            #expect(goesOn, "it does not go on when it can write: \(drill.basin.errorText().suffix(500))")
            try drill.finish()
        }
    }
}
