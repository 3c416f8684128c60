import BasinWire

/// How a dataset's figures moved from partition to partition, and which of them are unusual.
enum ProfileHistoryPart {
    private static let mostUnusual = 30

    static func html(_ name: String, _ history: ProfileHistory?, column: String?, columns: [String]) -> HTML? {
        guard let history, !history.partitions.isEmpty else { return nil }
        let labels = history.partitions.map(\.partition)
        let rows = Chart(
            "rows-over-time", "How many in each partition", kind: .lines, unit: "rows", labelTitle: "partition", labels: labels,
            series: [Chart.Series("rows", history.partitions.map { Double($0.rows) })])
        let cut: HTML? = history.isCut ? HTML.note("The last \(history.partitions.count) partitions that have a profile.") : nil
        let chosen: HTML? = column.flatMap { columns.contains($0) ? charts(of: $0, history, labels) : nil }
        return HTML.section(
            "over-time", "Over time",
            about: "Unusual is what leaves the range of the 14 partitions before: further from their median than five times their median absolute deviation.",
            "\(unusual(name, history))\(rows)\(picker(name, history, column, columns))\(chosen)\(cut)")
    }

    private static func picker(_ name: String, _ history: ProfileHistory, _ column: String?, _ columns: [String]) -> HTML {
        """
        <form method="get" action="\(DatasetTab.profile.address(name).text)#over-time" class="filters">\
        \(Form.choice("column", "A column over time", columns.map { ($0, $0) }, chosen: column))<button class="secondary">Draw</button></form>

        """
    }

    private static func charts(of column: String, _ history: ProfileHistory, _ labels: [String]) -> HTML {
        let moments = history.partitions.map { partition in partition.columns.first { $0.name == column } }
        let nulls = moments.map { moment in moment?.nullShare.map { $0 * 100 } }
        let distinct = moments.map { moment in moment?.distinct.map { Double($0) } }
        let mean = moments.map { $0?.mean }
        let median = moments.map { moment -> Double? in moment.flatMap { $0.deciles.count == 11 ? $0.deciles[5] : nil } }
        var charts: [HTML] = []
        func add(_ id: String, _ caption: String, _ unit: String, _ series: [Chart.Series]) {
            guard series.contains(where: { $0.values.contains { $0 != nil } }) else { return }
            charts.append("\(Chart(id, caption, kind: .lines, unit: unit, labelTitle: "partition", labels: labels, series: series))")
        }
        add("nulls-over-time", "\(column): without a value", "% of rows", [Chart.Series("null", nulls)])
        add("distinct-over-time", "\(column): different values", "values", [Chart.Series("different", distinct)])
        add(
            "middle-over-time", "\(column): the middle of its values", "as the column",
            [Chart.Series("mean", mean), Chart.Series("half at most", median)])
        return charts.isEmpty ? HTML.note("Nothing is known of \(HTML.code(column)) over time.") : "\(charts)"
    }

    /// In words, the latest first.
    private static func unusual(_ name: String, _ history: ProfileHistory) -> HTML {
        var sentences: [(partition: String, what: HTML, words: String)] = []
        for partition in history.partitions.reversed() {
            if partition.isUnusual {
                let words = "\(Figures.count(partition.rows, "row")), which is unusual"
                sentences.append((partition.partition, "\(words)", words))
            }
            for column in partition.columns where !column.unusual.isEmpty {
                let figures = column.unusual.map { figure($0, column) }.joined(separator: ", ")
                sentences.append((partition.partition, "\(HTML.code(column.name)): \(figures)", "\(column.name): \(figures)"))
            }
        }
        let table = DataTable(
            "unusual", "Unusual figures", columns: [.text("Partition"), .wide("What is unusual")],
            rows: sentences.prefix(mostUnusual).map { one in
                [.link(one.partition, to: Address("datasets", name, "partitions", one.partition)), Cell(one.what, value: one.words)]
            }, empty: "No figure of these partitions is unusual.",
            note: sentences.count > mostUnusual ? "<span>The latest \(mostUnusual) of \(sentences.count).</span>" : nil)
        return "\(table)"
    }

    private static func figure(_ name: String, _ column: ColumnMoment) -> String {
        switch name {
        case "null_share": "\(column.nullShare.map { Figures.percent($0) } ?? "?") without a value"
        case "distinct": column.distinct.map { Figures.count($0, "different value") } ?? "? different values"
        case "mean": "a mean of \(column.mean.map { Figures.decimal($0) } ?? "?")"
        case "median": "half at most \(column.deciles.count == 11 ? Figures.decimal(column.deciles[5]) : "?")"
        default: name.replacing("_", with: " ")
        }
    }
}
