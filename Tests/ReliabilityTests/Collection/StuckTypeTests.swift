import Foundation
import Testing

extension Reliability {
    @Suite struct StuckTypeTests {
        @Test("COL-10, COL-11: a type that cannot be delivered delays no other and holds no log; mended, all of it is there, once")
        func stuck() throws {
            let small = try SmallProject("stuck")
            let basin = small.basin
            let (stuck, good) = (SmallProject.types[0], SmallProject.types[1])
            // A file where its folder would be: nothing can be written there, by root neither.
            let folder = basin.data + "/warehouse/basin/" + stuck
            try FileManager.default.createDirectory(
                atPath: basin.data + "/warehouse/basin", withIntermediateDirectories: true)
            // The Iceberg table of a type begins with its definition.
            try? FileManager.default.removeItem(atPath: folder)
            try Data().write(to: URL(fileURLWithPath: folder))
            try small.post(0..<200, type: stuck)
            try small.post(0..<200, type: good)
            #expect(try small.numbers(good) == Array(0..<200))
            #expect(try basin.queryAnswer("SELECT n FROM \(stuck)").status / 100 == 5)

            // An hour on: the good type is sealed, the stuck one is moved out of the log, and somebody is told.
            var moved = 0
            let isMoved = try Waiting.until(seconds: 60) {
                moved += 61
                try basin.setClock(3700 + moved)
                _ = try basin.queryAnswer("SELECT n FROM \(stuck)")
                return try metric(basin, "basin_collection_side_bytes") > 0
            }
            #expect(isMoved, "\(basin.errorText().suffix(600))")
            #expect(try small.waitUntilSealed(good))
            struct Incident: Decodable { var type: String?; var kind: String; var closedAt: String? }
            let incidents = try basin.answer("GET", "/api/v1/incidents").decoded([Incident].self)
            #expect(incidents.contains { $0.type == stuck && $0.kind == "delivery" }, "\(incidents)")
            let isFreed = try Waiting.until(seconds: 60) {
                try small.post(200..<201, type: good)
                return try small.numbers(good).count == 201 && metric(basin, "basin_collection_log_bytes") < 10_000
            }
            #expect(isFreed, "the stuck type still holds the log")
            try small.post(200..<300, type: stuck)

            basin.kill()
            try basin.start()
            #expect(try metric(basin, "basin_collection_side_bytes") > 0)
            try small.post(300..<310, type: stuck)
            try FileManager.default.removeItem(atPath: folder)
            let isThere = Waiting.until(seconds: 60) { (try? small.numbers(stuck)) == Array(0..<310) }
            #expect(isThere, "\((try? small.numbers(stuck).count) ?? -1) of 310; \(basin.errorText().suffix(600))")
            #expect(try metric(basin, "basin_collection_side_bytes") == 0)
            try basin.setClock(3700 + moved + 7200)
            #expect(try small.waitUntilSealed(stuck, seconds: 60))
            #expect(try basin.hours(stuck).allSatisfy(\.ledger.isBalanced))
            let isOver = try Waiting.until(seconds: 60) {
                try basin.answer("GET", "/api/v1/incidents").decoded([Incident].self).isEmpty
            }
            #expect(isOver)
            #expect(basin.stop() == 0)
        }

        private func metric(_ basin: BasinProcess, _ name: String) throws -> Int {
            let text = try basin.send("GET", "/metrics").text
            let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            return line.flatMap { Int($0.split(separator: " ")[1]) } ?? -1
        }
    }
}
