import BasinCore
package import BasinWire

/// What a month used and costs, by who answers for it.
package enum CostPage {
    package static let dimensions = ["team", "dataset", "pipeline", "account"]

    /// - Parameter asOf: when it was counted.
    package static func page(_ answer: CostAnswer, asOf: String, for visitor: Visitor) -> Page {
        let lines = answer.lines.filter { !isNothing($0.used) || !isNothing($0.before) }
        let counted: HTML = answer.isOpen
            ? "The month is not over: what is stored counts up to today. Counted \(visitor.moment.ago(asOf))."
            : "The month is over; its numbers stay."
        return Page(
            "Cost", for: visitor, in: .cost, isWide: true,
            body: """
                <p class="about">What was used is written down where it is used: by runs, queries, storage and events. Who owns a dataset
                pays for what it took. \(counted)</p>
                \(HTML.tabs("By what", tabs(answer, visitor)))
                \(months(answer))
                \(figures(answer))
                \(prices(answer))
                \(lines.isEmpty ? HTML.empty("Nothing was used in \(answer.month)", "As soon as a run, a query or an event uses something, it shows here by who answers for it.") : parts(answer, lines))
                \(unread)
                """)
    }

    private static let unread: HTML = HTML.section(
        "unread", "What may go",
        "<p><a class=\"button secondary\" href=\"/cost/unread\">Datasets that nobody reads</a></p>\n\(HTML.note("With what a month without each saves, and what to write. Nothing is removed by itself."))")

    private static func isNothing(_ used: UsageSummary) -> Bool {
        used.runs == 0 && used.queries == 0 && used.cpuMicroseconds == 0 && used.bytesRead == 0
            && used.bytesWritten == 0 && used.byteDays == 0
    }

    private static func tabs(_ answer: CostAnswer, _ visitor: Visitor) -> [(title: String, address: Address, isHere: Bool)] {
        dimensions.filter { $0 != "account" || visitor.may(.audit) }.map { by in
            ("By \(by)", address(by: by, answer.month), by == answer.by)
        }
    }

    private static func address(by: String, _ month: String) -> Address {
        Address("cost").with("by", by == "team" ? nil : by).with("month", month)
    }

    private static func months(_ answer: CostAnswer) -> HTML {
        guard let month = Partition(answer.month, .month) else { return .none }
        let (before, after) = (month.previous.description, month.next.description)
        let next: HTML? = answer.isOpen
            ? nil
            : "<a class=\"button secondary\" rel=\"next\" href=\"\(address(by: answer.by, after).text)\">\(after)</a>"
        return """
            <nav class="pager" aria-label="Months"><a class="button secondary" rel="prev" href="\(address(by: answer.by, before).text)">\(before)</a>\
            <strong>\(answer.month)\(answer.isOpen ? ", so far" : "")</strong>\(next)</nav>

            """
    }

    private static func figures(_ answer: CostAnswer) -> HTML {
        let (used, before) = (answer.total.used, answer.total.before)
        let month = answer.month
        var figures: [(label: String, value: HTML)] = []
        if let currency = answer.currency {
            figures.append(("\(currency) in \(month); \(amount(before.cost)) \(currency) the month before", "\(amount(used.cost))"))
        }
        figures.append(("of CPU time in \(month)", "\(Figures.duration(seconds: Double(used.cpuMicroseconds) / 1_000_000))"))
        figures.append(("GB stored for the month", "\(amount(used.gbMonths))"))
        figures.append(("read in \(month)", "\(Figures.bytes(used.bytesRead))"))
        figures.append(("runs in \(month)", "\(Figures.grouped(used.runs))"))
        figures.append(("queries in \(month)", "\(Figures.grouped(used.queries))"))
        return HTML.figures(figures)
    }

    private static func prices(_ answer: CostAnswer) -> HTML {
        guard answer.currency == nil else { return .none }
        return HTML.note(
            "Nobody said what things cost, so there is no money here. Write <code>prices.yaml</code> with <code>currency</code>, <code>cpu_hour</code>, <code>gb_month</code> and <code>gb_read</code>, and apply.")
    }

    /// A decimal number as the answer writes it, for people.
    static func amount(_ text: String?) -> String { text.flatMap { Double($0) }.map(Figures.amount) ?? "–" }

    private static func name(_ line: CostLine) -> String { line.name ?? "shared" }

    private static func parts(_ answer: CostAnswer, _ lines: [CostLine]) -> HTML {
        let hasMoney = answer.currency != nil
        func value(_ used: UsageSummary) -> Double {
            hasMoney ? used.cost.flatMap { Double($0) } ?? 0 : Double(used.cpuMicroseconds) / 1_000_000
        }
        let before = Partition(answer.month, .month)?.previous.description ?? "before"
        let shown = 12
        var bars = lines.prefix(lines.count > shown + 1 ? shown : lines.count).map {
            RankedBars.Bar(name($0), value($0.used), before: value($0.before))
        }
        let rest = lines.dropFirst(bars.count)
        if !rest.isEmpty {
            bars.append(
                RankedBars.Bar(
                    "\(Figures.count(rest.count, "other"))", rest.reduce(0) { $0 + value($1.used) },
                    before: rest.reduce(0) { $0 + value($1.before) }))
        }
        let chart = RankedBars(
            "parts", hasMoney ? "Cost by \(answer.by)" : "CPU time by \(answer.by)",
            unit: answer.currency ?? "s of CPU", nameTitle: title(answer.by),
            now: answer.month, then: before, bars: bars)
        return HTML.section("by", "By \(answer.by)", "\(chart)\(table(answer, lines, before))")
    }

    private static func title(_ by: String) -> String { by.prefix(1).uppercased() + by.dropFirst() }

    private static func table(_ answer: CostAnswer, _ lines: [CostLine], _ before: String) -> DataTable {
        let money = answer.currency
        let total = Double(answer.total.used.cost ?? "") ?? 0
        var columns: [DataTable.Column] = [.text(title(answer.by))]
        if answer.by == "dataset" || answer.by == "pipeline" { columns.append(.text("Owner")) }
        if let money { columns += [.number("Cost", unit: money), .number("Share"), .number(before, unit: money)] }
        columns += [
            .number("CPU time"), .number("Stored", unit: "GB for the month"), .number("Read"), .number("Written"),
            .number("Runs"), .number("Queries"),
        ]
        let rows = lines.map { line -> [Cell] in
            var cells = [nameCell(line, answer.by)]
            if answer.by == "dataset" || answer.by == "pipeline" { cells.append(line.owner.map { .link($0, to: .team($0)) } ?? .none) }
            if money != nil {
                let cost = line.used.cost.flatMap { Double($0) }
                cells += [
                    Cell("\(amount(line.used.cost))", value: line.used.cost ?? ""), .percent(total > 0 ? (cost ?? 0) / total : nil),
                    Cell("\(amount(line.before.cost))", value: line.before.cost ?? ""),
                ]
            }
            cells += [
                .seconds(Double(line.used.cpuMicroseconds) / 1_000_000), Cell("\(amount(line.used.gbMonths))", value: line.used.gbMonths),
                .bytes(line.used.bytesRead), .bytes(line.used.bytesWritten), .number(line.used.runs), .number(line.used.queries),
            ]
            return cells
        }
        var table = DataTable("cost", "Cost in \(answer.month) by \(answer.by)", columns: columns, rows: rows, empty: "Nothing was used.")
        table.mostShown = 100
        return table
    }

    private static func nameCell(_ line: CostLine, _ by: String) -> Cell {
        guard let name = line.name else { return Cell(HTML.quiet("shared: the server's own"), value: "shared") }
        switch by {
        case "team": return .link(name, to: .team(name))
        case "account": return .link(name, to: .person(name))
        default: return .link(name, to: .dataset(name))
        }
    }
}
