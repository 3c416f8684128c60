/// Amounts of a few named things, the largest first, as level bars: long names have room, and what came before stands
/// beside it. The table is behind it.
package struct RankedBars: Sendable {
    package struct Bar: Sendable {
        package var name: String
        package var value: Double
        /// In the time before; nil: not known.
        package var before: Double?

        package init(_ name: String, _ value: Double, before: Double? = nil) {
            self.name = name
            self.value = value
            self.before = before
        }
    }

    package var name: String
    package var caption: String
    package var unit: String
    /// What the names are.
    package var nameTitle: String
    /// What `value` and `before` are of: `2026-11`, `2026-10`.
    package var now: String
    package var then: String
    package var bars: [Bar]
    package var format: @Sendable (Double) -> String

    package init(
        _ name: String, _ caption: String, unit: String, nameTitle: String, now: String, then: String, bars: [Bar],
        format: @escaping @Sendable (Double) -> String = { Figures.amount($0) }
    ) {
        self.name = name
        self.caption = caption
        self.unit = unit
        self.nameTitle = nameTitle
        self.now = now
        self.then = then
        self.bars = bars
        self.format = format
    }

    private static let width = 720, left = 210, right = 96, row = 30, top = 6, axis = 22

    package var html: HTML {
        let most = bars.flatMap { [$0.value, $0.before ?? 0] }.max() ?? 0
        guard most > 0 else { return "<p class=\"empty\">\(caption): nothing yet.</p>\n" }
        let scale = Scale(upTo: most)
        let height = Self.top + bars.count * Self.row + Self.axis
        let hasBefore = bars.contains { $0.before != nil }
        let key: HTML? =
            hasBefore
            ? """
            <ul class="key"><li><span class="swatch now" aria-hidden="true"></span>\(now)</li><li><span class="swatch then" aria-hidden="true"></span>\(then), the thin bar</li></ul>
            """ : nil
        return """
            <figure class="chart" id="\(name)"><figcaption>\(caption) <span class="unit">\(unit)</span></figcaption>\(key)
            <div class="scroll" tabindex="0" role="group" aria-label="\(caption)"><svg class="ranked" viewBox="0 0 \(Self.width) \(height)" role="img" aria-label="\(summary)">
            \(ticks(scale, height))\(bars.indices.map { bar($0, scale) })</svg></div>
            \(HTML.more("As a table", "\(table)"))</figure>

            """
    }

    private var summary: String {
        let parts = bars.map { "\($0.name): \(format($0.value)) \(unit)" }
        return "\(caption), the largest first. " + parts.joined(separator: ". ")
    }

    private func x(_ value: Double, _ scale: Scale) -> Double {
        Double(Self.left) + Double(Self.width - Self.left - Self.right) * value / scale.top
    }

    private func ticks(_ scale: Scale, _ height: Int) -> HTML {
        HTML(
            scale.ticks.map { tick -> HTML in
                let x = ChartDrawing.short(self.x(tick, scale))
                return """
                    <line class="grid" x1="\(x)" x2="\(x)" y1="\(Self.top)" y2="\(height - Self.axis)"/>\
                    <text class="axis middle" x="\(x)" y="\(height - 6)">\(format(tick))</text>

                    """
            })
    }

    private func bar(_ index: Int, _ scale: Scale) -> HTML {
        let bar = bars[index]
        let y = Self.top + index * Self.row
        let width = ChartDrawing.short(max(1, x(bar.value, scale) - Double(Self.left)))
        let earlier: HTML? = bar.before.map { before in
            "<rect class=\"then\" x=\"\(Self.left)\" y=\"\(y + 20)\" width=\"\(ChartDrawing.short(max(before > 0 ? 1 : 0, x(before, scale) - Double(Self.left))))\" height=\"4\"/>"
        }
        let before = bar.before.map { ", before \(format($0)) \(unit)" } ?? ""
        return """
            <g><title>\(bar.name): \(format(bar.value)) \(unit)\(before)</title>\
            <text class="end" x="\(Self.left - 8)" y="\(y + 17)">\(LineagePicture.short(bar.name, 28))</text>\
            <rect class="now" x="\(Self.left)" y="\(y + 5)" width="\(width)" height="14" rx="2"/>\(earlier)\
            <text x="\(ChartDrawing.short(x(bar.value, scale) + 6))" y="\(y + 16)">\(format(bar.value))</text></g>

            """
    }

    private var table: DataTable {
        DataTable(
            name + "-table", caption, columns: [.text(nameTitle), .number(now, unit: unit), .number(then, unit: unit)],
            rows: bars.map { [.name($0.name), .decimal($0.value), .decimal($0.before)] }, empty: "Nothing.", hidesCaption: true)
    }
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ bars: RankedBars) { appendInterpolation(bars.html) }
}
