import BasinCore

/// Which of a result's columns a chart shows.
package struct ChartChoice: Sendable, Equatable {
    /// The column at the bottom; nil: the first that is no number, else the first.
    package var x: String?
    /// The column whose values are drawn; nil: the first other one of numbers.
    package var y: String?
    /// `bars` or `lines`; nil: lines after a time.
    package var kind: String?

    package init(x: String? = nil, y: String? = nil, kind: String? = nil) {
        self.x = x
        self.y = y
        self.kind = kind
    }

    /// What a chart holds at most: more is no picture.
    static let mostPoints = 200

    /// Nil where there is nothing to draw.
    func chart(of rows: QueryRows) -> (chart: Chart, x: Int, y: Int)? {
        guard let columns = columns(of: rows), rows.rows.count > 1 else { return nil }
        let shown = rows.rows.prefix(Self.mostPoints)
        let values = shown.map { row -> Double? in row[columns.y].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }
        let labels = shown.map { row in row[columns.x].map { Self.label($0) } ?? "null" }
        let name = rows.columns[columns.y].name
        let style = kind.flatMap { Chart.Kind(rawValue: $0) } ?? (rows.columns[columns.x].isTime ? .lines : .bars)
        let chart = Chart(
            "query-chart", name, kind: style, unit: "by \(rows.columns[columns.x].name)",
            labelTitle: rows.columns[columns.x].name, labels: labels,
            series: [Chart.Series(name, values)])
        return (chart, columns.x, columns.y)
    }

    private func columns(of rows: QueryRows) -> (x: Int, y: Int)? {
        let numbers = rows.columns.indices.filter { rows.columns[$0].isNumber }
        let x = rows.index(of: x) ?? rows.columns.indices.first { rows.columns[$0].isTime }
            ?? rows.columns.indices.first { !rows.columns[$0].isNumber }
            ?? rows.columns.indices.first
        guard let x, let y = rows.index(of: y).flatMap({ numbers.contains($0) ? $0 : nil }) ?? numbers.first(where: { $0 != x }) else {
            return nil
        }
        return (x, y)
    }

    private static func label(_ text: String) -> String {
        text.count > 24 ? String(text.prefix(23)) + "…" : text
    }
}
