/// The shape of a column's numbers, drawn from their deciles: between two of these lies a tenth of the values.
enum Histogram {
    private static let bins = 24

    /// Nothing where there are no deciles, or where all values are one.
    static func html(_ deciles: [Double], _ name: String) -> HTML {
        guard deciles.count == 11, deciles.allSatisfy(\.isFinite), let low = deciles.first, let high = deciles.last, high > low else {
            return .none
        }
        let shares = shares(deciles, low, high)
        guard let top = shares.max(), top > 0 else { return .none }
        let width = 144.0, height = 32.0
        let step = width / Double(bins)
        let bars = shares.enumerated().map { index, share -> HTML in
            let tall = height * share / top
            return "<rect x=\"\(ChartDrawing.short(Double(index) * step))\" y=\"\(ChartDrawing.short(height - tall))\" width=\"\(ChartDrawing.short(step - 1))\" height=\"\(ChartDrawing.short(tall))\"/>"
        }
        let label = "How \(name) is spread: from \(Figures.decimal(low)) to \(Figures.decimal(high)), half at most \(Figures.decimal(deciles[5])), nine tenths at most \(Figures.decimal(deciles[9]))"
        return "<svg class=\"histogram\" viewBox=\"0 0 144 32\" width=\"144\" height=\"32\" role=\"img\" aria-label=\"\(label)\"><title>\(label)</title>\(bars)</svg>"
    }

    /// Of all values, how many lie in each of so many equal steps.
    private static func shares(_ deciles: [Double], _ low: Double, _ high: Double) -> [Double] {
        var shares = [Double](repeating: 0, count: bins)
        let step = (high - low) / Double(bins)
        guard step > 0, step.isFinite else { return shares }
        func bin(_ value: Double) -> Int { min(bins - 1, max(0, Int((value - low) / step))) }
        for index in 0..<10 {
            let from = deciles[index], to = deciles[index + 1]
            guard to > from else {
                shares[bin(from)] += 0.1
                continue
            }
            for number in bin(from)...max(bin(from), bin(to)) {
                let begin = max(from, low + Double(number) * step), end = min(to, low + Double(number + 1) * step)
                if end > begin { shares[number] += 0.1 * (end - begin) / (to - from) }
            }
        }
        return shares
    }
}
