/// Where a figure leaves the range of those before it.
package enum ProfileDrift {
    /// Figures before one, by which it is judged: so many at most, and at least.
    package static let window = 14
    package static let least = 7
    private static let deviations = 5.0

    /// The indices of figures that are further from the median of the 14 before them than five times their median absolute
    /// deviation. A median takes no notice of a few strange figures, where a mean would follow them. Figures that are
    /// not there are passed over; with fewer than seven before it, none is judged.
    package static func departures(_ figures: [Double?]) -> Set<Int> {
        var departures: Set<Int> = []
        var before: [Double] = []
        for (index, figure) in figures.enumerated() {
            guard let figure, figure.isFinite else { continue }
            if before.count >= least {
                let middle = median(before)
                let deviation = median(before.map { abs($0 - middle) })
                // Where all were the same, what rounding makes is still the same.
                let room = max(deviations * deviation, abs(middle) * 1e-9)
                if abs(figure - middle) > room { departures.insert(index) }
            }
            before.append(figure)
            if before.count > window { before.removeFirst() }
        }
        return departures
    }

    static func median(_ figures: [Double]) -> Double {
        let sorted = figures.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
