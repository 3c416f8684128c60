/// A chart over time or over names, as a picture that the server draws, and the table that it is made of.
///
/// Hovering over a place tells its values; who does not see the picture has the table.
package struct Chart: Sendable {
    package enum Kind: String, Sendable { case bars, lines }

    package struct Series: Sendable {
        package var name: String
        /// One for each label; nil where nothing is known.
        package var values: [Double?]
        /// How good what it counts is; nil: neither.
        package var standing: Standing?

        package init(_ name: String, _ values: [Double?], standing: Standing? = nil) {
            self.name = name
            self.values = values
            self.standing = standing
        }
    }

    package var name: String
    package var caption: String
    package var kind: Kind
    /// What the values count: `events`, `s`, `rows`.
    package var unit: String
    /// What the labels are: `hour (UTC)`, `day`.
    package var labelTitle: String
    package var labels: [String]
    package var series: [Series]
    /// How a value is written; grouped and with two digits after the point unless told.
    package var format: @Sendable (Double) -> String

    package init(
        _ name: String, _ caption: String, kind: Kind = .bars, unit: String, labelTitle: String, labels: [String], series: [Series],
        format: @escaping @Sendable (Double) -> String = { Figures.decimal($0) }
    ) {
        self.name = name
        self.caption = caption
        self.kind = kind
        self.unit = unit
        self.labelTitle = labelTitle
        self.labels = labels
        self.series = series
        self.format = format
    }

    static let width = 720.0, height = 220.0, left = 64.0, right = 12.0, upper = 12.0, lower = 28.0

    package var html: HTML {
        guard !labels.isEmpty, series.contains(where: { $0.values.contains { $0 != nil } }) else {
            return "<p class=\"empty\">\(caption): nothing yet.</p>\n"
        }
        let key: HTML? = series.count < 2 ? nil : "<ul class=\"key\">\(series.indices.map { keyItem($0) })</ul>"
        return """
            <figure class="chart" id="\(name)"><figcaption>\(caption) <span class="unit">\(unit)</span></figcaption>\(key)
            <div class="scroll" tabindex="0" role="group" aria-label="\(caption)"><svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(summary)">
            \(ChartDrawing(self).svg)</svg></div>
            \(HTML.more("As a table", table.html))</figure>

            """
    }

    private func keyItem(_ index: Int) -> HTML {
        "<li><span class=\"swatch \(Self.style(series[index], index))\" aria-hidden=\"true\"></span>\(series[index].name)</li>"
    }

    static func style(_ series: Series, _ index: Int) -> String { series.standing.map { "is-\($0.rawValue)" } ?? "series-\(index % 6)" }

    /// What the picture says, for who hears it.
    private var summary: String {
        let first = labels.first ?? "", last = labels.last ?? ""
        let parts = series.map { one in
            let known = one.values.compactMap(\.self)
            return "\(one.name): from \(format(known.min() ?? 0)) to \(format(known.max() ?? 0)) \(unit), last \(format(known.last ?? 0))"
        }
        return "\(caption), \(first) to \(last). " + parts.joined(separator: ". ")
    }

    package var table: DataTable {
        DataTable(
            name + "-table", caption, columns: [.text(labelTitle)] + series.map { .number($0.name, unit: unit) },
            rows: labels.indices.map { index in
                [.text(labels[index])] + series.map { one in
                    index < one.values.count ? one.values[index].map { Cell("\(format($0))", value: "\($0)") } ?? .none : .none
                }
            }, empty: "Nothing yet.", hidesCaption: true)
    }
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ chart: Chart) { appendInterpolation(chart.html) }
}
