import BasinWire

/// What the checks of a run found, and the rows that failed them.
enum RunChecks {
    static func section(_ run: RunDetail) -> HTML {
        let failed = run.checks.count { !$0.passed }
        let about: HTML? =
            run.checks.isEmpty ? nil : "\(Figures.count(run.checks.count, "check")) of what it made, \(failed == 0 ? "all passed" : "\(failed) failed")."
        let empty: HTML = RunWords.isActive(run.summary.state) ? "Not judged yet." : "It was not judged: it has no checks, or did not get so far."
        let table = DataTable(
            "checks", "Checks", columns: [.text("Check"), .text("Verdict"), .text("If it fails"), .number("Failing rows"), .wide("Says")],
            rows: run.checks.sorted { !$0.passed && $1.passed }.map { check in
                [
                    .code(check.name), verdict(check), RunWords.word(check.blocking ? "nothing is published" : "it warns"), .number(check.failingRows),
                    .text(check.message),
                ]
            }, empty: empty, hidesCaption: true)
        let samples = run.checks.filter { !$0.samples.isEmpty }.map { self.samples($0) }
        return HTML.section("checked", "Checks", about: about, "\(table)\(samples)")
    }

    private static func verdict(_ check: CheckSummary) -> Cell {
        if check.passed { return .state("passed") }
        let standing: Standing = check.blocking ? .bad : .warning
        return Cell(standing.badge("failed"), value: "failed")
    }

    private static func samples(_ check: CheckSummary) -> HTML {
        HTML.more(
            "Rows that failed \(check.name)",
            "\(HTML.note("Ten at most; personal values are masked."))\(HTML.snippet("Rows", check.samples.joined(separator: "\n")))")
    }
}
