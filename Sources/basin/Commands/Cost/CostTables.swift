import BasinWire

/// How costs are shown on a terminal.
enum CostTables {
    static func title(_ answer: CostAnswer) -> String {
        let open = answer.isOpen ? ", which is not over" : ""
        return answer.currency == nil
            ? "\(answer.month)\(open). Nobody said what things cost; declare it in prices.yaml.\n" : "\(answer.month)\(open).\n"
    }

    static func cost(_ answer: CostAnswer) -> TextTable {
        let hasPrices = answer.currency != nil
        var titles = [answer.by.uppercased()]
        if answer.by == "dataset" || answer.by == "pipeline" { titles.append("OWNER") }
        let first = titles.count
        titles += ["CPU H", "GB READ", "GB MONTHS"]
        if let currency = answer.currency { titles.append("COST \(currency)") }
        titles.append("CHANGE")
        func row(_ line: CostLine, _ name: String) -> [String] {
            var cells = [name]
            if first == 2 { cells.append(line.owner ?? "") }
            cells.append(hours(line.used.cpuMicroseconds))
            cells.append(gigabytes(line.used.bytesRead))
            cells.append(fixed(line.used.gbMonths))
            if hasPrices { cells.append(line.used.cost.map(fixed) ?? "-") }
            cells.append(hasPrices ? change(line.used.cost, line.before.cost) : change(line.used, line.before))
            return cells
        }
        let rows = answer.lines.map { row($0, $0.name ?? "(shared)") } + [row(answer.total, "(total)")]
        return TextTable(titles, numeric: Set(first..<titles.count), rows: rows)
    }

    static func about(_ answer: UnreadAnswer) -> String {
        guard answer.isKnown else {
            let since = answer.countedSince.map { "Reads are counted since \($0)" } ?? "Reads are not counted yet"
            return "\(since): what was not read for \(Figures.count(answer.days, "day")) cannot be told yet. Ask for fewer with --days.\n"
        }
        guard !answer.datasets.isEmpty else { return "Everything was read in the last \(Figures.count(answer.days, "day")), or is newer.\n" }
        var text = ""
        for dataset in answer.datasets {
            text += Terminal.printable("\(dataset.name): \(dataset.proposal)") + "\n"
            for caution in dataset.cautions { text += "  " + Terminal.printable(caution) + "\n" }
        }
        return text
    }

    static func unread(_ answer: UnreadAnswer) -> TextTable {
        let hasPrices = answer.currency != nil
        var titles = ["DATASET", "KIND", "OWNER", "LAST READ", "MADE OF IT", "STORED", "CPU H A MONTH"]
        if let currency = answer.currency { titles.append("SAVES \(currency) A MONTH") }
        return TextTable(
            titles, numeric: [5, 6, 7],
            rows: answer.datasets.map { dataset in
                let way = dataset.lastWay.map { " (\($0))" } ?? ""
                var cells = [dataset.name, dataset.kind, dataset.owner, dataset.lastRead.map { $0 + way } ?? "never"]
                cells.append(dataset.readers.isEmpty ? "nothing" : dataset.readers.joined(separator: ", "))
                cells.append(Figures.bytes(dataset.bytes))
                cells.append(hours(dataset.cpuMicroseconds))
                if hasPrices { cells.append(dataset.saving.map(fixed) ?? "-") }
                return cells
            })
    }

    /// Of one dataset, in a line.
    static func line(_ used: UsageSummary, currency: String?) -> String {
        let cost = used.cost.map { ", \($0) \(currency ?? "")" } ?? ""
        return "this month \(hours(used.cpuMicroseconds)) CPU h, \(gigabytes(used.bytesRead)) GB read, "
            + "\(used.gbMonths) GB months stored\(cost)"
    }

    /// `0.001200`
    static func hours(_ microseconds: Int) -> String { decimal(microseconds, unit: 3_600_000_000) }
    static func gigabytes(_ bytes: Int) -> String { decimal(bytes, unit: 1_000_000_000) }

    /// With six digits behind the point, so that columns line up; without floating point.
    private static func decimal(_ value: Int, unit: Int) -> String {
        let whole = value / unit
        let digits = String((value % unit) * 1_000_000 / unit)
        return "\(whole).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }

    /// A decimal number of the API with six digits behind the point.
    private static func fixed(_ decimal: String) -> String {
        let digits = decimal.split(separator: ".").last.map(\.count) ?? 0
        return decimal + String(repeating: "0", count: max(0, 6 - digits))
    }

    private static func change(_ now: String?, _ before: String?) -> String {
        percent(now.flatMap { Double($0) } ?? 0, before.flatMap { Double($0) } ?? 0)
    }

    /// Without prices: of the time, or where none was taken, of what is stored.
    private static func change(_ now: UsageSummary, _ before: UsageSummary) -> String {
        now.cpuMicroseconds + before.cpuMicroseconds > 0
            ? percent(Double(now.cpuMicroseconds), Double(before.cpuMicroseconds))
            : percent(Double(now.byteDays), Double(before.byteDays))
    }

    private static func percent(_ now: Double, _ before: Double) -> String {
        guard before > 0 else { return now > 0 ? "new" : "-" }
        let change = ((now - before) / before * 100).rounded()
        guard abs(change) < 100_000 else { return ">99999 %" }
        return (change > 0 ? "+" : "") + "\(Int(change)) %"
    }
}
