import BasinWire

/// Each column of a profile in a line.
enum ProfileTable {
    static func table(_ name: String, _ profile: ProfileAnswer) -> DataTable {
        DataTable(
            "profile", "Columns of \(profile.partition)",
            columns: [
                .text("Column"), .text("Type"), .text("Says of a person"), .number("Null", unit: "of rows"),
                .number("Different", unit: "values"), .text("Spread"),
                .text("Least"), .text("Greatest"), .number("Half at most"), .number("Mean"), .text("Over time"),
            ],
            rows: profile.columns.map { row(name, $0, profile) }, empty: "It has no columns of its own.", hidesCaption: true)
    }

    private static func row(_ name: String, _ column: ProfiledColumn, _ profile: ProfileAnswer) -> [Cell] {
        let share = profile.rows > 0 ? Double(column.nulls) / Double(profile.rows) : nil
        let history = DatasetTab.profile.address(name).with("partition", profile.partition).with("column", column.name)
        let isTold = column.classification == "none"
        let withheld = Cell(HTML.quiet("withheld: \(column.classification)"), value: "")
        let spread = Histogram.html(column.deciles, column.name)
        return [
            .name(column.name), .code(column.type), Cell(HTML.classification(column.classification), value: column.classification),
            share.map { Cell("\(Self.share($0, column.nulls))", value: "\($0)") } ?? .none, .number(column.distinct),
            spread.isEmpty ? .none : Cell(spread, value: column.deciles.map { "\($0)" }.joined(separator: " ")),
            isTold ? value(column.min) : withheld, isTold ? value(column.max) : withheld,
            column.deciles.count == 11 ? .decimal(column.deciles[5]) : .none, .decimal(column.mean),
            Cell(
                "<a href=\"\(history.text)#over-time\">Draw<span class=\"unseen\"> \(column.name) over time</span></a>",
                value: history.text),
        ]
    }

    /// A few of very many are not none.
    private static func share(_ share: Double, _ nulls: Int) -> String {
        nulls == 0 ? "none" : share < 0.001 ? "under " + Figures.percent(0.001) : Figures.percent(share)
    }

    private static func value(_ text: String?) -> Cell {
        guard let text else { return .none }
        let number = Figures.short(text)
        let shown = number.count > 40 ? String(number.prefix(39)) + "…" : number
        return Cell("<bdi class=\"name\">\(shown)</bdi>", value: text)
    }
}
