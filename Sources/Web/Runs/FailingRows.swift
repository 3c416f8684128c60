import BasinWire

/// Rows that failed a check, for who asks for them: to look at them is to read them, so a page that asks again by itself does
/// not show them.
package struct FailingRows: Sendable {
    /// The name of the check.
    package var check: String
    /// Why they are not shown; nil where they are.
    package var refusal: String?

    package init(of check: String, refusal: String?) {
        self.check = check
        self.refusal = refusal
    }

    /// Where a page's address says of which check.
    package static let parameter = "failing"

    private static let mostRuns = 10

    /// To where the rows are shown, one for each check that has some.
    /// - Parameter page: that shows them.
    static func links(to checks: [CheckSummary], on page: Address, but shown: FailingRows?) -> HTML {
        var names: [String] = []
        for check in checks where check.sampleCount != nil && check.name != shown?.check && !names.contains(check.name) {
            names.append(check.name)
        }
        return HTML(
            names.map { name -> HTML in
                "<p><a href=\"\(page.with(parameter, name).text + "#failing")\">Show the rows that failed \(HTML.code(name))</a></p>\n"
            })
    }

    /// - Parameters:
    ///   - found: the check as each run judged it, and how the run is called where there are several.
    ///   - page: the same without them.
    func section(_ found: [(run: String?, check: CheckSummary)], on page: Address) -> HTML {
        let lists = found.filter { $0.check.name == check && !$0.check.samples.isEmpty }.prefix(Self.mostRuns).map { run, check -> HTML in
            HTML.snippet(run.map { "Rows of \($0)" } ?? "Rows", check.samples.joined(separator: "\n"))
        }
        let none: HTML = refusal.map { HTML.notice(.warning, HTML.prose($0)) } ?? HTML.note("It has no rows that you may see.")
        return HTML.section(
            "failing", "Rows that failed \(check)", about: "Ten of a run at most, of \(Self.mostRuns) runs; personal values are masked.",
            actions: "<a href=\"\(page.text)\">Hide them</a>", lists.isEmpty ? none : HTML(lists))
    }
}
