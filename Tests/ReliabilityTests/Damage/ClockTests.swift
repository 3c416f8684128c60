import Foundation
import Testing

extension Reliability.Second {
    @Suite struct ClockTests {
        @Test("A clock that jumps by hours and days, also across kills: receipt never goes back, every hour is sealed in time")
        func jumps() throws {
            let small = try SmallProject("jumps")
            let basin = small.basin
            var random = SeededGenerator(seed: 5)
            var sent = 0
            for offset in [0, -7200, 3600, -36_000, 10_800, -1, 86_400, -400_000, 90_000, 90_100, 0] {
                try basin.setClock(offset)
                try small.post(sent..<sent + 10)
                sent += 10
                if random.chance(0.4) {
                    basin.kill()
                    try basin.start()
                }
                if random.chance(0.4) { #expect(try small.numbers().count == sent) }
            }
            let rows = try basin.query("SELECT n, epoch_us(_received_time), epoch_us(_partition_time) FROM \(SmallProject.types[0]) ORDER BY n")
            let received = rows.compactMap { Int($0[1]) }
            #expect(rows.compactMap { Int($0[0]) } == Array(0..<sent))
            #expect(received == received.sorted(), "a time of receipt went back")
            #expect(rows.allSatisfy { (Int($0[1]) ?? 0) / 3_600_000_000 * 3_600_000_000 == Int($0[2]) })
            // While the clock is behind, time stands still and nothing waits for it.
            try basin.setClock(-1_000_000)
            for _ in 0..<3 {
                try small.post(sent..<sent + 1)
                sent += 1
                #expect(basin.isAlive())
            }
            try basin.setClock(100_000)
            let isSealed = try small.waitUntilSealed()
            let last = try basin.hours(SmallProject.types[0]).suffix(3)
            #expect(isSealed, "the hours are not sealed: \(last)")
            #expect(try basin.hours(SmallProject.types[0]).allSatisfy(\.ledger.isBalanced))
            #expect(try small.numbers() == Array(0..<sent))
            #expect(basin.stop() == 0)
        }

        @Test("Receipts after a start with a clock far behind are in no sealed hour")
        func behindAtStart() throws {
            let small = try SmallProject("behind")
            let basin = small.basin
            try small.post(0..<5)
            try basin.setClock(7300)
            #expect(try small.waitUntilSealed())
            let sealed = try basin.hours(SmallProject.types[0]).filter { $0.state == "sealed" }.map(\.hour).max() ?? ""
            #expect(basin.stop() == 0)
            try basin.setClock(-86_400 * 30)
            try basin.start()
            try small.post(5..<8)
            let hours = try basin.query("SELECT DISTINCT strftime(_partition_time, '%Y-%m-%dT%H') FROM \(SmallProject.types[0]) WHERE n >= 5")
            #expect(hours.count == 1 && (hours.first?.first ?? "") > sealed, "received into \(hours), sealed up to \(sealed)")
            try small.post(0..<8)
            #expect(try small.numbers() == Array(0..<8), "duplicates are recognised whatever the clock says")
            #expect(basin.stop() == 0)
        }

        @Test("A clock jump of a year, empty hours and all, neither blocks nor fills the machine")
        func year() throws {
            let small = try SmallProject("year")
            try small.post(0..<5)
            try small.basin.setClock(366 * 86_400)
            #expect(try small.waitUntilSealed())
            let answered = ContinuousClock.now
            try small.post(5..<6)
            #expect(try small.numbers() == Array(0..<6))
            #expect(ContinuousClock.now - answered < .seconds(20))
            let hours = try small.basin.hours(SmallProject.types[0])
            #expect(hours.count > 8000 && hours.allSatisfy(\.ledger.isBalanced))
            #expect(hours.dropLast().allSatisfy { $0.state == "sealed" }, "an hour without events is not sealed")
            #expect(small.basin.stop() == 0)
        }
    }
}
