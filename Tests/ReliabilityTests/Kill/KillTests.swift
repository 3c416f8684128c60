import Testing

extension Reliability.First {
    @Suite struct KillTests {
        /// `BASIN_KILLS` for more, `BASIN_SEED` to repeat one.
        @Test("Whenever the server is killed, every acknowledged event is there exactly once, and nothing else")
        func kills() throws {
            var left = Surroundings.kills
            var seed = Surroundings.seed
            let start = ContinuousClock.now
            while left > 0 {
                let kills = min(left, 108)
                print("➜ kill drill: \(kills) kills, BASIN_SEED=\(seed)")
                var drill = try Drill(seed: seed)
                try drill.run(kills: kills, seed: seed)
                try drill.imports.finish(drill.basin)
                try DrillVerdict(drill).look(isQuiet: true)
                try DrillVerdict(drill).lookAtImports()
                try drill.endTheHour()
                try DrillVerdict(drill).lookSealed()
                #expect(drill.basin.isAlive())
                #expect(drill.basin.stop() == 0, "the last stop was not graceful: \(drill.basin.errorText().suffix(800))")
                #expect(drill.moments.count > 3 || kills < 20, "the drill has too few kinds of moments")
                let record = drill.record.now
                print(
                    "➜ kill drill: \(record.types.values.reduce(0) { $0 + $1.acknowledged.count }) events acknowledged in "
                        + "\(record.requests) requests, \(record.unanswered.count) parts given up, moments "
                        + drill.moments.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
                        + ", after \(ContinuousClock.now - start)")
                left -= kills
                seed += 1
            }
        }
    }
}
