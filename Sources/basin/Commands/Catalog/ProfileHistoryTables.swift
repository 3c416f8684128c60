import BasinWire

/// How the columns of a dataset moved, on a terminal.
enum ProfileHistoryTables {
    /// A line for each figure of each column.
    static func overview(_ history: ProfileHistory) -> String {
        let partitions = history.partitions
        guard let first = partitions.first, let last = partitions.last else {
            return "\(Terminal.printable(history.dataset)): no partition was looked at yet.\n"
        }
        var rows = [
            ["", "rows", Sparkline.text(partitions.map { Double($0.rows) }), "\(last.rows)", notes(partitions.filter(\.isUnusual))]
        ]
        var names: [String] = []
        for column in partitions.flatMap(\.columns) where !names.contains(column.name) { names.append(column.name) }
        for name in names {
            let moments = partitions.map { one in one.columns.first { $0.name == name } }
            let figures: [(String, String, (ColumnMoment) -> Double?)] = [
                ("null_share", "null share", { $0.nullShare }), ("distinct", "distinct", { $0.distinct.map { Double($0) } }),
                ("mean", "mean", { $0.mean }), ("median", "median", { $0.deciles.count == 11 ? $0.deciles[5] : nil }),
            ]
            for (key, title, figure) in figures {
                let values = moments.map { $0.flatMap(figure) }
                guard values.contains(where: { $0 != nil }) else { continue }
                let unusual = zip(partitions, moments).filter { $0.1?.unusual.contains(key) == true }.map(\.0)
                rows.append([name, title, Sparkline.text(values), values.last.flatMap(\.self).map(short) ?? "-", notes(unusual)])
            }
        }
        let table = TextTable(["COLUMN", "FIGURE", "OVER TIME", "LAST", "UNUSUAL"], numeric: [3], rows: rows)
        let more = history.isCut ? ", the last \(partitions.count)" : ""
        return "\(Terminal.printable(history.dataset)) \(first.partition) to \(last.partition)\(more)\n" + table.aligned
    }

    /// For programs: a row for each partition and column.
    static func rows(_ history: ProfileHistory) -> TextTable {
        TextTable(
            ["PARTITION", "ROWS", "COLUMN", "NULL SHARE", "DISTINCT", "MEAN", "MEDIAN", "UNUSUAL"], numeric: [1, 3, 4, 5, 6],
            rows: history.partitions.flatMap { one in
                one.columns.map { column in
                    [
                        one.partition, String(one.rows), column.name, column.nullShare.map { String($0) } ?? "",
                        column.distinct.map { String($0) } ?? "", column.mean.map { String($0) } ?? "",
                        column.deciles.count == 11 ? String(column.deciles[5]) : "",
                        ((one.isUnusual ? ["rows"] : []) + column.unusual).joined(separator: " "),
                    ]
                }
            })
    }

    /// The last three.
    private static func notes(_ partitions: [ProfiledPartition]) -> String {
        let last = partitions.suffix(3).map(\.partition).joined(separator: ", ")
        return partitions.count > 3 ? "… " + last : last
    }

    private static func short(_ number: Double) -> String {
        let rounded = (number * 1000).rounded() / 1000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
    }
}
