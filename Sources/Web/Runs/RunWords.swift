import BasinWire

/// How runs are told: why they exist, where they are, what stands beside each other about them.
package enum RunWords {
    /// Triggers by the word for each, in the order to be chosen from.
    package static let triggers: [(value: String, title: String)] = [
        ("data", "inputs there"), ("time", "schedule"), ("correction", "input changed"), ("backfill", "backfill"), ("request", "asked for"),
        ("rerun", "rerun"),
    ]
    package static let states = ["queued", "running", "publishing", "retrying", "succeeded", "failed", "cancelled"]

    static func trigger(_ word: String) -> String { triggers.first { $0.value == word }?.title ?? word }

    static func isActive(_ state: String) -> Bool { ["queued", "running", "publishing", "retrying"].contains(state) }

    static func granularity(_ word: String) -> String {
        ["hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly", "none": "as a whole"][word] ?? word
    }

    static func partition(_ partition: String, of dataset: String) -> Address { Address("datasets", dataset, "partitions", partition) }
    package static func backfill(_ id: Int) -> Address { Address("backfills", String(id)) }

    package enum Tab: Sendable { case latest, grid, timeline, backfills }

    static func tabs(_ here: Tab) -> HTML {
        HTML.tabs(
            "Runs",
            [
                ("Latest", "/runs", here == .latest), ("Grid", "/runs/grid", here == .grid),
                ("Timeline", "/runs/timeline", here == .timeline), ("Backfills", "/backfills", here == .backfills),
            ])
    }

    /// Runs in a table, each a line.
    static func table(
        _ name: String, _ caption: String, _ runs: [RunSummary], _ moment: Moment, withDataset: Bool = true, empty: HTML, note: HTML? = nil
    ) -> DataTable {
        var columns: [DataTable.Column] = [.text("Run")]
        if withDataset { columns.append(.text("Dataset")) }
        columns += [.text("Partition"), .text("State")]
        if withDataset { columns.append(.text("Why")) }
        columns += [.text("Queued"), .number("Worked")]
        if !withDataset { columns.append(.number("Rows")) }
        columns.append(.wide("Says"))
        return DataTable(
            name, caption, columns: columns, rows: runs.map { row($0, moment, withDataset: withDataset) }, empty: empty,
            hidesCaption: true, note: note)
    }

    private static func row(_ run: RunSummary, _ moment: Moment, withDataset: Bool) -> [Cell] {
        var cells: [Cell] = [Cell("<a href=\"\(Address.run(run.id).text)\">\(run.id)</a>", value: String(run.id))]
        if withDataset { cells.append(.link(run.dataset, to: .dataset(run.dataset))) }
        let attempt: HTML = run.attempt > 1 ? " \(HTML.quiet("try \(run.attempt)"))" : ""
        cells += [
            partition(run),
            Cell("\(Standing.badge(run.state))\(attempt)", value: run.state),
        ]
        if withDataset { cells.append(Cell("\(trigger(run.trigger))", value: run.trigger)) }
        cells += [
            .ago(run.createdAt, moment), .seconds(run.seconds ?? worked(run, moment)),
        ]
        if !withDataset { cells.append(.number(run.rows)) }
        return cells + [.text(run.reason)]
    }

    /// Words of ours, on one line.
    static func word(_ text: String) -> Cell { Cell("\(text)", value: text) }

    /// On one line: partitions are of few forms, all short.
    private static func partition(_ run: RunSummary) -> Cell {
        Cell("<a href=\"\(partition(run.partition, of: run.dataset).text)\">\(run.partition)</a>", value: run.partition)
    }

    /// Seconds between its beginning and its end, or now.
    static func worked(_ run: RunSummary, _ moment: Moment) -> Double? {
        guard let began = moment.age(run.startedAt) else { return nil }
        guard let ended = run.endedAt else { return isActive(run.state) ? began : nil }
        return moment.age(ended).map { began - $0 }
    }
}
