package import BasinCore

/// Which runs of an index should become one, so that a look-up asks few of them. Pure: the same runs, the same plan.
///
/// Only runs of the same week merge (a week begins where the hour's index is a multiple of 168), so that a merged
/// run covers seven days at most and expires as a whole. In the newest week four runs of one size class merge, with
/// all that are smaller: at most three a class remain, and an identity is rewritten once a class. In a week that is
/// over, runs merge as soon as the smaller ones together are an eighth of the next one: almost always one remains.
package enum MergePlan {
    static let fanIn = 4
    /// More runs than this never merge at once; what remains merges the next time.
    static let mostRuns = 16
    static let hoursPerWeek = 168
    /// Runs below this size are one class: rewriting them costs next to nothing.
    static let smallestClass = 1024
    static let closedWeekRatio = 8

    /// The names of the runs to merge now, or nil when there is nothing to gain. Ask again after each merge.
    package static func next(_ runs: [RunFile]) -> [String]? {
        guard let newest = runs.map({ week($0.hours.upperBound) }).max() else { return nil }
        let groups = Dictionary(grouping: runs) {
            Weeks(first: week($0.hours.lowerBound), last: week($0.hours.upperBound))
        }
        // Newest first: that is where runs pile up.
        for (weeks, members) in groups.sorted(by: { $1.key < $0.key }) where members.count > 1 {
            let ascending = members.sorted { ($0.count, $0.name) < ($1.count, $1.name) }
            let chosen = weeks.last < newest ? closed(ascending) : open(ascending)
            if let chosen, fits(chosen) { return chosen.map(\.name) }
        }
        return nil
    }

    /// The runs that are too old to hold an identity which an event could still repeat.
    ///
    /// An identity is remembered for at least `lookBackDays`, and for up to seven days more, until all of its run is
    /// too old.
    package static func expired(_ runs: [RunFile], now: Hour, lookBackDays: Int = 21) -> [String] {
        runs.filter { $0.hours.upperBound.index < now.index - lookBackDays * 24 }.map(\.name)
    }

    private struct Weeks: Hashable, Comparable {
        var first: Int
        var last: Int
        static func < (a: Weeks, b: Weeks) -> Bool { (a.last, a.first) < (b.last, b.first) }
    }

    private static func week(_ hour: Hour) -> Int { Int(Int64(hour.index).floorDivided(by: Int64(hoursPerWeek))) }

    /// A run that reaches into a second week merges with its like, as long as together they stay within seven days.
    private static func fits(_ runs: [RunFile]) -> Bool {
        guard let first = runs.map(\.hours.lowerBound.index).min(),
            let last = runs.map(\.hours.upperBound.index).max()
        else { return false }
        return last - first < hoursPerWeek
    }

    private static func open(_ ascending: [RunFile]) -> [RunFile]? {
        var members = 0
        var current = -1
        for (place, run) in ascending.enumerated() {
            let size = sizeClass(run.count)
            members = size == current ? members + 1 : 1
            current = size
            let isLast = place + 1 == ascending.count || sizeClass(ascending[place + 1].count) != size
            if isLast, members >= fanIn { return Array(ascending[...place].prefix(mostRuns)) }
        }
        return nil
    }

    private static func closed(_ ascending: [RunFile]) -> [RunFile]? {
        var sum = ascending[0].count
        var end = 0
        for place in 1..<min(ascending.count, mostRuns) {
            if sum * closedWeekRatio >= ascending[place].count { end = place }
            sum += ascending[place].count
        }
        return end > 0 ? Array(ascending[...end]) : nil
    }

    private static func sizeClass(_ count: Int) -> Int {
        var size = 0
        var limit = smallestClass
        while count > limit, size < 24 {
            size += 1
            limit *= fanIn
        }
        return size
    }
}
