package import BasinWire

/// What keeps wrong data from being published, and what it found.
package enum DatasetChecksPage {
    /// - Parameters:
    ///   - runs: nil where they could not be read.
    ///   - failing: of which check the rows that failed were asked for.
    package static func page(
        _ detail: DatasetDetail, _ making: DatasetMaking, _ runs: [CheckedRun]?, failing: FailingRows? = nil, for visitor: Visitor
    ) -> Page {
        let page = DatasetTab.checks.address(detail.summary.name)
        let history = runs.map { found($0, failing, on: page, visitor) }
            ?? HTML.note("What the checks found cannot be read now; look again later.")
        return DatasetFrame.page(
            detail, tab: .checks, for: visitor, refresh: failing == nil ? 30 : nil,
            body: "\(declared(making, runs?.first))\(history)")
    }

    private static func declared(_ making: DatasetMaking, _ last: CheckedRun?) -> HTML {
        let latest = Dictionary((last?.checks ?? []).map { ($0.name, $0) }) { first, _ in first }
        let rows = making.checks.map { check -> [Cell] in
            let sql: HTML? = check.sql.map { HTML.more("SQL", HTML.snippet("Rows that are wrong", $0)) }
            return [
                .code(check.name), Cell("\(HTML.prose(check.rule))\(sql)", value: check.rule),
                .word(check.blocking ? "keeps it from being published" : "warns"),
                latest[check.name].map { result($0) } ?? .none,
                .text(latest[check.name]?.message),
            ]
        }
        let table = DataTable(
            "checks", "Checks",
            columns: [.text("Check"), .wide("What must be so"), .text("If it is not"), .text("Latest"), .wide("What it found")],
            rows: rows,
            empty: "No check is declared. Add one to <code>checks</code> of its definition: it is judged before a revision is published.",
            hidesCaption: true)
        let about: HTML? = last.map { "Latest: of partition \($0.partition), \(HTML.link("run \($0.run)", to: .run($0.run)))." }
        return HTML.section("declared", "Checks", about: about, "\(table)")
    }

    private static func found(_ runs: [CheckedRun], _ failing: FailingRows?, on page: Address, _ visitor: Visitor) -> HTML {
        guard !runs.isEmpty else {
            return HTML.section(
                "found", "History", HTML.empty("No run yet", "What the checks found in each run stands here, with the rows that failed."))
        }
        let failures = runs.flatMap { run in run.checks.filter { !$0.passed }.map { (run, $0) } }
        let rows = failures.map { run, check -> [Cell] in
            [
                .code(run.partition), .code(check.name), result(check), .number(check.failingRows),
                .text(check.message), .link("run \(run.run)", to: .run(run.run)), .ago(run.at, visitor.moment),
            ]
        }
        let table = DataTable(
            "failures", "What failed in these runs",
            columns: [
                .text("Partition"), .text("Check"), .text("Result"), .number("Failing", unit: "rows"), .wide("What it found"),
                .text("Run"), .text("When"),
            ], rows: rows, empty: "Every check passed in these runs.")
        let links = FailingRows.links(to: failures.map(\.1), on: page, but: failing)
        let history = HTML.section(
            "found", "History", about: "\(Figures.count(runs.count, "run")) of the last partitions.", "\(calendar(runs))\(table)\(links)")
        return "\(history)\(failing?.section(failures.map { ($0.partition, $1) }, on: page))"
    }

    private static func calendar(_ runs: [CheckedRun]) -> HTML {
        // The latest run of each partition, the oldest partition at the left.
        var seen: Set<String> = []
        let latest: [CheckedRun] = runs.filter { seen.insert($0.partition).inserted }.prefix(40).reversed()
        var names: [String] = []
        for run in runs { for check in run.checks where !names.contains(check.name) { names.append(check.name) } }
        let rows = names.map { name -> (label: String, squares: [HeatMap.Square?]) in
            let squares = latest.map { run -> HeatMap.Square? in
                guard let check = run.checks.first(where: { $0.name == name }) else { return nil }
                let standing: Standing = check.passed ? .good : check.blocking ? .bad : .warning
                let word = check.passed ? "passed" : check.blocking ? "failed" : "warned"
                return HeatMap.Square(standing, "\(run.partition), \(name): \(word). \(check.message)", to: .run(run.run))
            }
            return (name, squares)
        }
        let map = HeatMap(
            "check-history", "Checks of the last partitions, the latest at the right",
            columns: latest.map { String($0.partition.suffix(5)) }, rows: rows,
            key: [(.good, "passed"), (.warning, "warned"), (.bad, "failed")])
        return results(latest).html(as: map.html)
    }

    private static func results(_ runs: [CheckedRun]) -> DataTable {
        DataTable(
            "check-results", "Checks of the last partitions", columns: [.text("Partition"), .text("Check"), .text("Result"), .text("Run")],
            rows: runs.flatMap { run in
                run.checks.map { check -> [Cell] in
                    [.code(run.partition), .code(check.name), result(check), .word(String(run.run))]
                }
            }, empty: .none)
    }

    private static func result(_ check: CheckSummary) -> Cell { .state(check.passed ? "passed" : check.blocking ? "failed" : "warning") }
}
