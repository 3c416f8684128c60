import BasinWire

/// What the checks of a run found, and the rows that failed one of them where they were asked for.
enum RunChecks {
    static func section(_ run: RunDetail, _ failing: FailingRows?) -> HTML {
        let failed = run.checks.count { !$0.passed }
        let about: HTML? =
            run.checks.isEmpty
                ? nil
                : "\(Figures.count(run.checks.count, "check")) of what it made, \(failed == 0 ? "all passed" : "\(failed) failed")."
        let empty: HTML = RunWords.isActive(run.summary.state)
            ? "Not judged yet." : "It was not judged: it has no checks, or did not get so far."
        let table = DataTable(
            "checks", "Checks", columns: [.text("Check"), .text("Verdict"), .text("If it fails"), .number("Failing rows"), .wide("Says")],
            rows: run.checks.sorted { !$0.passed && $1.passed }.map { check in
                [
                    .code(check.name), verdict(check),
                    RunWords.word(check.blocking ? "nothing is published" : "it warns"), .number(check.failingRows),
                    .text(check.message),
                ]
            }, empty: empty, hidesCaption: true)
        let page = Address.run(run.summary.id)
        let rows = failing?.section(run.checks.map { (nil, $0) }, on: page)
        return "\(HTML.section("checked", "Checks", about: about, "\(table)\(FailingRows.links(to: run.checks, on: page, but: failing))"))\(rows)"
    }

    private static func verdict(_ check: CheckSummary) -> Cell {
        if check.passed { return .state("passed") }
        let standing: Standing = check.blocking ? .bad : .warning
        return Cell(standing.badge("failed"), value: "failed")
    }
}
