import BasinCore
package import BasinWire

/// One partition: how it is, why, what it was made of, and what can be done.
package enum PartitionPage {
    /// What there is to be shown; parts that are nil could not be had.
    package struct Content: Sendable {
        package var mark: PartitionMark
        package var checksum: String?
        package var hour: HourSummary?
        package var why: WhyAnswer?
        package var lineage: PartitionLineageAnswer?
        package var runs: [RunSummary]?
        package var previous: String?
        package var next: String?

        package init(_ partition: PartitionSummary) {
            mark = PartitionMark(partition)
            checksum = partition.checksum
        }

        package init(_ hour: HourSummary) {
            mark = PartitionMark(hour)
            self.hour = hour
        }
    }

    package static func page(_ detail: DatasetDetail, _ content: Content, for visitor: Visitor) -> Page {
        let name = detail.summary.name, mark = content.mark
        return DatasetFrame.page(
            detail, tab: .partitions, for: visitor, refresh: 10,
            body: """
                \(HTML.section("partition", "Partition \(mark.partition)", actions: steps(name, content), "<p>\(mark.standing.badge(mark.word))</p>\(facts(name, content, visitor))\(links(detail, content, visitor))"))
                \(content.hour.map { ledger(name, $0) })\(PartitionWhy.html(content, visitor))
                \(makes(detail, content, visitor))\(PartitionOrigins.html(content, visitor))\(runs(content, visitor))
                """)
    }

    private static func steps(_ name: String, _ content: Content) -> HTML {
        func link(_ partition: String?, _ word: String) -> HTML? {
            partition.map {
                "<a class=\"button secondary\" href=\"\(Address("datasets", name, "partitions", $0).text)\">\(word)<span class=\"unseen\">: \($0)</span></a> "
            }
        }
        return "<span class=\"steps\">\(link(content.previous, "Before"))\(link(content.next, "After"))<a href=\"\(DatasetTab.partitions.address(name).with("from", content.mark.partition == "all" ? nil : content.mark.partition).text)\">In the calendar</a></span>"
    }

    private static func facts(_ name: String, _ content: Content, _ visitor: Visitor) -> HTML {
        let mark = content.mark
        return HTML.facts([
            ("Revision", mark.revision.map { "\($0)" } ?? "none published"), ("Rows", mark.rows.map { "\(Figures.grouped($0))" }),
            (
                content.hour == nil ? "Published" : "Sealed",
                mark.publishedAt.map { "\(visitor.moment.exact($0)) (\(visitor.moment.ago($0)))" }
            ),
            ("Run", mark.run.map { HTML.link("run \($0)", to: .run($0)) }),
            ("Checksum of its rows", content.checksum.map { HTML.code($0) }),
            ("Reason", mark.reason.map { HTML.prose($0) }),
        ])
    }

    private static func links(_ detail: DatasetDetail, _ content: Content, _ visitor: Visitor) -> HTML {
        let name = detail.summary.name, mark = content.mark
        guard mark.rows ?? 0 > 0 else { return .none }
        var links: [HTML] = ["<a href=\"\(DatasetTab.profile.address(name).with("partition", mark.partition).text)\">Its profile</a>"]
        if visitor.may(.query) {
            let sql = content.mark.partition == "all"
                ? "FROM \(name.sqlIdentifier)"
                : "FROM \(name.sqlIdentifier)\nWHERE _partition_time = TIMESTAMPTZ '\(moment(mark.partition))'"
            links.append("<a href=\"\(Address("sql").with("sql", "SELECT *\n" + sql + "\nLIMIT 100").text)\">Ask it with SQL</a>")
        }
        return "<p>\(HTML(links, between: " · "))</p>\n"
    }

    /// When it begins: `2018-11-03T14` is 14:00.
    private static func moment(_ partition: String) -> String {
        if let t = partition.firstIndex(of: "T") { return "\(partition[..<t]) \(partition[partition.index(after: t)...]):00:00+00" }
        return (partition.count == 7 ? partition + "-01" : partition) + " 00:00:00+00"
    }

    private static func ledger(_ name: String, _ hour: HourSummary) -> HTML {
        let ledger = hour.ledger
        let quarantined: HTML = ledger.quarantined == 0
            ? "0" : HTML.link(Figures.grouped(ledger.quarantined), to: Address("quarantine", name))
        let late: [(label: String, value: HTML?)] = [
            ("Came after their own hour was over", hour.lateness.map { "\(Figures.grouped($0.late))" }),
            ("Rows that came with imports", hour.imported == 0 ? nil : "\(Figures.grouped(hour.imported))"),
            ("Fields that these lack", hour.without.isEmpty ? nil : HTML(hour.without.map { HTML.code($0) }, between: ", ")),
            ("Of the quarantined, delivered later", hour.replayed == 0 ? nil : "\(Figures.grouped(hour.replayed))"),
        ]
        return HTML.section(
            "ledger", "Ledger", about: "Received is delivered, duplicate, quarantined and pending together.",
            """
            \(HTML.figures([
                ("events received", "\(Figures.grouped(ledger.received))"), ("delivered", "\(Figures.grouped(ledger.delivered))"),
                ("duplicate", "\(Figures.grouped(ledger.duplicate))"), ("quarantined", quarantined), ("pending", "\(Figures.grouped(ledger.pending))"),
            ]))\(HTML.facts(late))
            """)
    }

    private static func makes(_ detail: DatasetDetail, _ content: Content, _ visitor: Visitor) -> HTML? {
        guard content.hour == nil, visitor.may(.develop), !detail.summary.removed else { return nil }
        if ["queued", "running", "publishing", "retrying"].contains(content.mark.state) { return nil }
        return HTML.section(
            "make", "Make it now",
            about: "Starts a run of this partition, whatever its trigger says. Its inputs are what is published now.",
            Form(.post, Address("datasets", detail.summary.name, "partitions", content.mark.partition, "run"), "Make it now").html)
    }

    private static func runs(_ content: Content, _ visitor: Visitor) -> HTML? {
        guard content.hour == nil else { return nil }
        guard let runs = content.runs else { return HTML.note("Its runs cannot be shown now.") }
        let table = DataTable(
            "runs", "Runs of the partition",
            columns: [
                .text("Run"), .text("State"), .number("Made revision"), .text("Because of"), .text("Began"),
                .number("Took"), .number("Rows"), .wide("What it says"),
            ],
            rows: runs.map { run in
                [
                    .link(String(run.id), to: .run(run.id)), .state(run.state), .number(run.revision), .text(run.trigger),
                    .ago(run.startedAt ?? run.createdAt, visitor.moment), .seconds(run.seconds), .number(run.rows), .text(run.reason),
                ]
            }, empty: "No run has worked on it yet.", hidesCaption: true)
        return HTML.section(
            "runs-of", "Revisions and runs", about: "The latest first. Each run that ended well made one revision.",
            "\(table)")
    }
}
