import BasinCollection
import BasinCore
import Testing

@Suite struct MergePlanTests {
    let week = 1000 * 168

    func run(_ name: String, _ count: Int, _ first: Int, _ last: Int? = nil) -> RunFile {
        RunFile(name: name, storage: .file, count: count, hours: Hour(index: first)...Hour(index: last ?? first))
    }

    @Test("fewer than four runs of a size are left alone, four are merged with the smaller ones")
    func fanIn() {
        var runs = (0..<3).map { run("a\($0)", 100_000, week) } + [run("small", 10, week)]
        #expect(MergePlan.next(runs) == nil)
        #expect(MergePlan.next([]) == nil)
        runs.append(run("a3", 90_000, week + 1))
        #expect(MergePlan.next(runs).map(Set.init) == ["a0", "a1", "a2", "a3", "small"])
    }

    @Test("runs of different weeks never merge")
    func weeks() {
        let runs = (0..<8).map { run("r\($0)", 1000, week + $0 * 168) }
        #expect(MergePlan.next(runs) == nil)
    }

    @Test("in a week that is over, runs become one, unless a tiny one would rewrite a large one")
    func closedWeek() {
        let now = run("now", 10, week + 168)
        #expect(MergePlan.next([run("a", 1000, week), run("b", 500, week + 167), now]).map(Set.init) == ["a", "b"])
        #expect(MergePlan.next([run("a", 100_000, week), run("b", 500, week + 167), now]) == nil)
    }

    @Test("runs across a week's end merge only while they stay within seven days")
    func straddling() {
        let near = (0..<4).map { run("r\($0)", 10, week - 1, week + $0) }
        #expect(MergePlan.next(near)?.count == 4)
        let far = (0..<4).map { run("r\($0)", 10, week - 160 + $0, week + 10) }
        #expect(MergePlan.next(far) == nil)
    }

    @Test("a run expires when its last hour is more than the look-back ago")
    func expiry() {
        let runs = [run("a", 1, week, week + 10), run("b", 1, week, week + 11)]
        #expect(MergePlan.expired(runs, now: Hour(index: week + 10 + 504)) == [])
        #expect(MergePlan.expired(runs, now: Hour(index: week + 11 + 504)) == ["a"])
        #expect(MergePlan.expired(runs, now: Hour(index: week + 12 + 504)) == ["a", "b"])
        #expect(MergePlan.expired(runs, now: Hour(index: week + 60), lookBackDays: 2) == ["a", "b"])
    }

    @Test("a month of flushes keeps few runs and rewrites an identity a few times", arguments: [60, 7, 1])
    func month(flushesPerHour: Int) {
        var generator = SeededGenerator(UInt64(flushesPerHour))
        var runs: [RunFile] = []
        var made = 0, written = 0, rewritten = 0, most = 0
        for hour in week..<week + 30 * 24 {
            for _ in 0..<flushesPerHour {
                made += 1
                let count = Int.random(in: 1...20_000, using: &generator)
                written += count
                // A flush at the beginning of an hour may hold events of the hour before.
                let first = Int.random(in: 0..<flushesPerHour, using: &generator) == 0 ? hour - 1 : hour
                runs.append(run("\(made)", count, first, hour))
                while let plan = MergePlan.next(runs) {
                    let chosen = runs.filter { plan.contains($0.name) }
                    #expect(chosen.count == plan.count && plan.count > 1 && plan.count <= 16)
                    made += 1
                    let first = chosen.map(\.hours.lowerBound.index).min() ?? 0
                    let last = chosen.map(\.hours.upperBound.index).max() ?? 0
                    #expect(last - first < 168)
                    let count = chosen.reduce(0) { $0 + $1.count }
                    rewritten += count
                    runs.removeAll { plan.contains($0.name) }
                    runs.append(run("\(made)", count, first, last))
                }
            }
            let expired = Set(MergePlan.expired(runs, now: Hour(index: hour)))
            runs.removeAll { expired.contains($0.name) }
            most = max(most, runs.count)
        }
        #expect(most <= 30, "\(most) runs")
        #expect(Double(rewritten) / Double(written) < 9, "\(rewritten) rewritten of \(written)")
        #expect(runs.allSatisfy { $0.hours.upperBound.index >= week + 8 * 24 })
    }
}
