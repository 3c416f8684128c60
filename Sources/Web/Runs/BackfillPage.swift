import BasinCore
package import BasinWire

/// One backfill: how far it is, what failed, and what can be done.
package enum BackfillPage {
    /// - Parameters:
    ///   - failed: its runs that failed, the latest first.
    ///   - latest: its runs, the latest first.
    package static func page(_ backfill: BackfillSummary, failed: [RunSummary], latest: [RunSummary], for visitor: Visitor) -> Page {
        let isOpen = backfill.state == "running" || backfill.state == "paused"
        return Page(
            "Backfill \(backfill.id)", for: visitor, in: .runs, trail: [("Runs", "/runs"), ("Backfills", "/backfills")],
            aside: "\(Standing.badge(backfill.state))\(actions(backfill, visitor))", refresh: isOpen ? 5 : nil,
            body: """
                \(HTML.part("progress", "\(progress(backfill))\(facts(backfill, visitor.moment))"))\(failures(failed, backfill, visitor))
                \(HTML.section("its-runs", "Its runs", about: "The latest first.", """
                    \(RunWords.table("runs", "Runs of the backfill", latest, visitor.moment, withDataset: false, empty: "None yet. They begin when workers are free."))
                    """))
                """)
    }

    private static func progress(_ backfill: BackfillSummary) -> HTML {
        let over = backfill.succeeded + backfill.failed
        let left = max(0, backfill.total - over - backfill.active)
        let words = "\(Figures.grouped(over)) of \(Figures.count(backfill.total, "partition")) over, \(Figures.percent(BackfillsPage.share(backfill)))"
        let time = backfill.secondsLeft.map { "about " + Figures.duration(seconds: $0) }
            ?? (backfill.endedAt == nil ? "not known yet" : "none")
        return """
            <p class="progress"><progress max="\(max(1, backfill.total))" value="\(over)" aria-label="Progress">\(words)</progress> \(words)</p>
            \(HTML.figures([
                ("partitions made", "\(Figures.grouped(backfill.succeeded))"), ("failed or cancelled", "\(Figures.grouped(backfill.failed))"),
                ("in progress", "\(Figures.grouped(backfill.active))"), ("still to begin", "\(Figures.grouped(left))"), ("left to wait", "\(time)"),
            ]))
            """
    }

    private static func facts(_ backfill: BackfillSummary, _ moment: Moment) -> HTML {
        HTML.facts([
            ("Dataset", HTML.link(backfill.dataset, to: .dataset(backfill.dataset))),
            ("Partitions", "\(HTML.name(backfill.from)) to before \(HTML.name(backfill.to)), \(backfill.newestFirst ? "newest" : "oldest") first"),
            ("Runs at once", "\(Figures.grouped(backfill.concurrency))"), ("Reason", backfill.reason.map { HTML.prose($0) }),
            ("Begun", moment.exact(backfill.createdAt)), ("Ended", backfill.endedAt.map { moment.exact($0) }),
        ])
    }

    private static func actions(_ backfill: BackfillSummary, _ visitor: Visitor) -> HTML {
        guard visitor.may(.develop), backfill.endedAt == nil, backfill.state == "running" || backfill.state == "paused" else {
            return .none
        }
        let id = String(backfill.id)
        let other =
            backfill.state == "paused"
            ? Form(.post, Address("backfills", id, "resume"), "Go on", isInline: true)
            : Form(.post, Address("backfills", id, "pause"), "Pause", isInline: true)
        return "\(other)\(Form(.post, Address("backfills", id, "cancel"), "Cancel for good", isDangerous: true, isInline: true))"
    }

    private static func failures(_ failed: [RunSummary], _ backfill: BackfillSummary, _ visitor: Visitor) -> HTML {
        guard backfill.failed > 0 || !failed.isEmpty else { return .none }
        let table = RunWords.table(
            "failed", "Partitions that failed", failed, visitor.moment, withDataset: false,
            empty: "None failed; those counted were cancelled.")
        return HTML.section(
            "failures", "Partitions that failed", about: "A hundred at most. Each run says why; run it again there.",
            "\(table)")
    }
}
