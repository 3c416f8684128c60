/// An axis from 0 to somewhat more than the largest value, with round numbers on it.
struct Scale: Sendable, Equatable {
    /// The values that stand at the axis, rising from 0.
    let ticks: [Double]

    var top: Double { ticks.last ?? 1 }

    /// - Parameter count: so many steps, or one more or less.
    init(upTo largest: Double, count: Int = 4) {
        guard largest.isFinite, largest > 0 else {
            ticks = [0, 1]
            return
        }
        let rough = largest / Double(count)
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        let step = [1.0, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough } ?? power * 10
        var ticks = [0.0]
        while ticks[ticks.count - 1] < largest, ticks.count < 20 { ticks.append(Double(ticks.count) * step) }
        self.ticks = ticks
    }
}
