/// The picture of a chart: axes with units, and a place to point at for each label.
struct ChartDrawing {
    private let chart: Chart
    private let scale: Scale

    init(_ chart: Chart) {
        self.chart = chart
        let tops = chart.labels.indices.map { index -> Double in
            let values = chart.series.map { index < $0.values.count ? $0.values[index] ?? 0 : 0 }
            return chart.kind == .bars ? values.reduce(0, +) : values.max() ?? 0
        }
        scale = Scale(upTo: tops.max() ?? 1)
    }

    private var plotWidth: Double { Chart.width - Chart.left - Chart.right }
    private var plotHeight: Double { Chart.height - Chart.upper - Chart.lower }
    private var step: Double { plotWidth / Double(chart.labels.count) }

    private func x(_ index: Int) -> Double { Chart.left + (Double(index) + 0.5) * step }
    private func y(_ value: Double) -> Double { Chart.upper + plotHeight * (1 - value / scale.top) }

    var svg: HTML { "\(verticalAxis)\(horizontalAxis)\(chart.kind == .bars ? bars : lines)\(places)" }

    private var verticalAxis: HTML {
        let lines = scale.ticks.map { tick -> HTML in
            let y = Self.short(y(tick))
            return """
                <line class="grid" x1="\(Self.short(Chart.left))" x2="\(Self.short(Chart.width - Chart.right))" y1="\(y)" y2="\(y)"/>\
                <text class="axis end" x="\(Self.short(Chart.left - 8))" y="\(y)" dy="4">\(Self.abbreviated(tick, chart.format))</text>

                """
        }
        return HTML(lines)
    }

    /// As many labels as fit, the last among them.
    private var horizontalAxis: HTML {
        let longest = chart.labels.map(\.count).max() ?? 1
        let fit = max(1, Int(plotWidth / (Double(longest) * 6.5 + 16)))
        let every = max(1, (chart.labels.count + fit - 1) / fit)
        let shown = chart.labels.indices.filter { $0.isMultiple(of: every) }
        return HTML(
            shown.map { index in
                "<text class=\"axis middle\" x=\"\(Self.short(x(index)))\" y=\"\(Self.short(Chart.height - 8))\">\(chart.labels[index])</text>\n"
            })
    }

    private var bars: HTML {
        let width = max(1, step * 0.76)
        var pieces: [HTML] = []
        for index in chart.labels.indices {
            var below = 0.0
            for (number, series) in chart.series.enumerated() {
                guard index < series.values.count, let value = series.values[index], value > 0 else { continue }
                let top = y(below + value)
                let height = max(0.75, y(below) - top)
                pieces.append(
                    "<rect class=\"\(Chart.style(series, number))\" x=\"\(Self.short(x(index) - width / 2))\" y=\"\(Self.short(top))\" width=\"\(Self.short(width))\" height=\"\(Self.short(height))\"/>\n")
                below += value
            }
        }
        return HTML(pieces)
    }

    /// A gap where nothing is known.
    private var lines: HTML {
        HTML(
            chart.series.enumerated().map { number, series -> HTML in
                var path = ""
                var isPen = false
                for (index, value) in series.values.enumerated() {
                    guard let value else {
                        isPen = false
                        continue
                    }
                    path += "\(isPen ? "L" : "M")\(Self.short(x(index))) \(Self.short(y(value)))"
                    if !isPen { path += "h0.01" }
                    isPen = true
                }
                return "<path class=\"line \(Chart.style(series, number))\" d=\"\(path)\"/>\n"
            })
    }

    /// What one points at.
    private var places: HTML {
        HTML(
            chart.labels.indices.map { index -> HTML in
                let values = chart.series.map { series -> String in
                    let value = index < series.values.count ? series.values[index] : nil
                    return "\(series.name): \(value.map { chart.format($0) + " " + chart.unit } ?? "not known")"
                }
                return """
                    <rect class="place" x="\(Self.short(x(index) - step / 2))" y="\(Self.short(Chart.upper))" width="\(Self.short(step))" \
                    height="\(Self.short(plotHeight))"><title>\(chart.labels[index])
                    \(values.joined(separator: "\n"))</title></rect>

                    """
            })
    }

    /// One digit after the point is finer than a pixel.
    static func short(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// `12k`, `3.5M`; small values as the chart writes them.
    private static func abbreviated(_ value: Double, _ format: (Double) -> String) -> String {
        switch value {
        case 1e9...: Figures.decimal(value / 1e9, digits: 1) + "G"
        case 1e6...: Figures.decimal(value / 1e6, digits: 1) + "M"
        case 1e4...: Figures.decimal(value / 1e3, digits: 1) + "k"
        default: format(value)
        }
    }
}
