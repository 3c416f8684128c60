/// Figures as a line of blocks, the lowest as the lowest block.
enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")

    /// A space where there is no figure. Figures that are all the same are a line in the middle.
    static func text(_ figures: [Double?]) -> String {
        let known = figures.compactMap(\.self).filter(\.isFinite)
        guard let low = known.min(), let high = known.max() else { return String(repeating: " ", count: figures.count) }
        return String(
            figures.map { figure in
                guard let figure, figure.isFinite else { return " " }
                guard high > low else { return blocks[3] }
                // Halves: the difference of two finite numbers need not be one.
                let place = (figure / 2 - low / 2) / (high / 2 - low / 2) * Double(blocks.count - 1)
                return blocks[min(blocks.count - 1, max(0, Int(place.rounded())))]
            })
    }
}
