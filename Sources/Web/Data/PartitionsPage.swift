import BasinCore
package import BasinWire

/// The partitions of a dataset, and what one can do with many of them.
package enum PartitionsPage {
    /// - Parameter making: nil of an event type, whose hours nobody makes.
    package static func page(
        _ detail: DatasetDetail, making: DatasetMaking?, _ window: PartitionWindow, _ marks: [PartitionMark], for visitor: Visitor
    ) -> Page {
        let name = detail.summary.name
        let mayChange = making != nil && visitor.may(.develop) && !detail.summary.removed
        let backfill: HTML? = mayChange ? backfillForm(name, window) : nil
        return DatasetFrame.page(
            detail, tab: .partitions, for: visitor,
            body: """
                \(making.flatMap { paused(name, $0, mayChange, visitor) })\(figures(marks, window))\(toBeSeen(name, marks, visitor))
                \(HTML.section("calendar", "\(title(window)) \(span(window))", actions: steps(name, window), calendar(name, window, marks, visitor)))
                \(backfill)\(mayChange && making?.pausedAt == nil ? pauseForm(name) : nil)
                """)
    }

    private static func title(_ window: PartitionWindow) -> String {
        switch window.granularity {
        case .hour: "Hours"
        case .day: "Days"
        case .week: "Weeks"
        case .month: "Months"
        case .none: "The one partition"
        }
    }

    private static func span(_ window: PartitionWindow) -> String {
        if window.granularity == .none { return "" }
        let last = window.end.previous.description
        return "\(window.first.description.prefix(10)) to \(window.granularity == .hour ? String(last.prefix(10)) : last)"
    }

    private static func figures(_ marks: [PartitionMark], _ window: PartitionWindow) -> HTML {
        guard window.granularity != .none else { return .none }
        func count(_ standings: Standing...) -> HTML { "\(Figures.grouped(marks.count { standings.contains($0.standing) }))" }
        let rows = marks.compactMap(\.rows).reduce(0) { $0.addingReportingOverflow($1).partialValue }
        return HTML.figures([
            ("\(title(window).lowercased()) that are there", "\(Figures.grouped(marks.count { $0.revision != nil }))"),
            ("as they should be", count(.good)),
            ("to be looked at", count(.warning, .bad)), ("rows in this time", "\(Figures.grouped(rows))"),
        ])
    }

    private static let mostSeen = 50

    private static func toBeSeen(_ name: String, _ marks: [PartitionMark], _ visitor: Visitor) -> HTML? {
        let seen = marks.filter(\.isToBeSeen)
        guard !seen.isEmpty else { return nil }
        let note: HTML? = seen.count > mostSeen ? "<span>The latest \(mostSeen) of \(seen.count).</span>" : nil
        var table = table("to-be-seen", "To be looked at", name, seen.suffix(mostSeen).reversed(), visitor)
        table.note = note
        return HTML.section("seen", "To be looked at", about: "What runs, failed, or has to be made again in the time shown.", "\(table)")
    }

    static func table(_ id: String, _ caption: String, _ name: String, _ marks: [PartitionMark], _ visitor: Visitor) -> DataTable {
        DataTable(
            id, caption,
            columns: [
                .text("Partition"), .text("State"), .number("Revision"), .number("Rows"), .text("Published"),
                .text("Run"), .wide("Why"),
            ],
            rows: marks.map { mark in
                [
                    .link(mark.partition, to: Address("datasets", name, "partitions", mark.partition)),
                    Cell(mark.standing.badge(mark.word), value: mark.state),
                    .number(mark.revision), .number(mark.rows), .ago(mark.publishedAt, visitor.moment),
                    mark.run.map { .link(String($0), to: .run($0)) } ?? .none, .text(mark.reason),
                ]
            }, empty: "There is no partition in this time.", hidesCaption: true)
    }

    private static func steps(_ name: String, _ window: PartitionWindow) -> HTML? {
        guard window.granularity != .none else { return nil }
        let base = DatasetTab.partitions.address(name)
        let earlier = base.with("from", window.earlier.description)
        let later: HTML? =
            window.isLast
                ? nil
                : " <a class=\"button secondary\" href=\"\(base.with("from", window.later.description).text)\">Later</a> <a class=\"button secondary\" href=\"\(base.text)\">Now</a>"
        return "<span class=\"steps\"><a class=\"button secondary\" href=\"\(earlier.text)\">Earlier</a>\(later)</span>"
    }

    private static func calendar(_ name: String, _ window: PartitionWindow, _ marks: [PartitionMark], _ visitor: Visitor) -> HTML {
        guard !marks.isEmpty else {
            return HTML.empty(
                "No partition in this time",
                "Before a dataset's start, or before an event type's first hour, there is nothing. Go to another time above.")
        }
        let table = table("partitions", title(window), name, marks.reversed(), visitor)
        guard let map = PartitionCalendar(dataset: name, window: window, marks: marks).map else { return table.html }
        let about = HTML.note("Each square leads to its partition: why it is so, what it was made of, and its runs.")
        return table.html(as: "\(map)\(about)")
    }

    private static func paused(_ name: String, _ making: DatasetMaking, _ mayChange: Bool, _ visitor: Visitor) -> HTML? {
        guard let at = making.pausedAt else { return nil }
        let form = Form(
            .post, Address("datasets", name, "resume"), "Resume",
            fields: [
                Form.choice(
                    "gap", "What became due meanwhile", [("catch_up", "make it all"), ("skip", "skip it")],
                    help: "Skipped partitions can be backfilled later.")
            ], isInline: true)
        return HTML.notice(
            .warning,
            """
            <p><strong>Paused</strong> \(visitor.moment.ago(at))\(making.pausedBy.map { " by \(HTML.link($0, to: .person($0)))" as HTML }). \
            No run starts by itself; people and backfills can still start some.</p>
            \(mayChange ? form.html : nil)
            """)
    }

    private static func pauseForm(_ name: String) -> HTML {
        HTML.section(
            "pause", "Pause", about: "No run starts by itself until it is resumed. Runs that are under way end as usual.",
            Form(.post, Address("datasets", name, "pause"), "Pause").html)
    }

    private static func backfillForm(_ name: String, _ window: PartitionWindow) -> HTML {
        guard window.granularity != .none else { return .none }
        return HTML.section(
            "backfill", "Make a range again",
            about: "A backfill makes each partition of the range anew, with less right to workers than what is due. What is published stays readable until its next revision is.",
            Form(
                .post, Address("datasets", name, "backfills"), "Begin the backfill",
                fields: [
                    Form.text("from", "From", placeholder: window.first.description, help: "The first partition, UTC.", isRequired: true),
                    Form.text(
                        "to", "To, not included", placeholder: window.end.description, help: "The end of the range.",
                        isRequired: true),
                    Form.text("concurrency", "Runs at a time", placeholder: "as the pool allows", type: "number"),
                    Form.choice("order", "Order", [("oldest", "oldest first"), ("newest", "newest first")]),
                    Form.text("reason", "Reason", help: "It stands in the history of what is made.", isRequired: true),
                ]).html)
    }
}
