/// A few values as a line in a line of text. What it says stands beside it in words, too.
package enum Sparkline {
    /// - Parameter label: what it shows, for who hears it and who points at it.
    package static func html(_ values: [Double], label: String) -> HTML {
        guard values.count > 1, let top = values.max(), top > 0 else { return .none }
        let width = 96.0, height = 22.0
        let step = width / Double(values.count - 1)
        let points = values.enumerated().map { index, value in
            "\(ChartDrawing.short(Double(index) * step)) \(ChartDrawing.short(height - 2 - (height - 4) * max(0, value) / top))"
        }
        return """
            <svg class="spark" viewBox="0 0 96 22" width="96" height="22" role="img" aria-label="\(label)"><title>\(label)</title>\
            <path d="M\(points.joined(separator: "L"))"/></svg>
            """
    }

    /// A share of a whole as a bar of fixed width.
    package static func share(_ share: Double, label: String) -> HTML {
        let width = ChartDrawing.short(96 * min(1, max(0, share)))
        return """
            <svg class="share" viewBox="0 0 96 8" width="96" height="8" role="img" aria-label="\(label)"><title>\(label)</title>\
            <rect class="whole" width="96" height="8" rx="2"/><rect class="part" width="\(width)" height="8" rx="2"/></svg>
            """
    }
}
