import BasinCore
package import BasinWire

/// One run: how it stands, why it exists, what it read, made, cost and said.
package enum RunPage {
    /// - Parameters:
    ///   - why: of its partition; nil where it could not be told.
    ///   - failing: of which check the rows that failed were asked for.
    package static func page(_ run: RunDetail, why: WhyAnswer?, failing: FailingRows? = nil, for visitor: Visitor) -> Page {
        let summary = run.summary
        let isActive = RunWords.isActive(summary.state)
        return Page(
            "Run \(summary.id)", for: visitor, in: .runs,
            trail: [("Runs", "/runs"), (summary.dataset, Address("runs").with("dataset", summary.dataset))],
            aside: "\(Standing.badge(summary.state))\(actions(run, isActive, visitor))", refresh: isActive && failing == nil ? 5 : nil,
            body: """
                \(HTML.part("notice", notice(run)))\(HTML.part("facts", "\(figures(summary, visitor.moment))\(RunFacts.html(run, visitor.moment))"))
                \(reasons(why, summary))\(RunChecks.section(run, failing))\(inputs(run))\(events(run, visitor.moment))\(log(run))
                """)
    }

    private static func actions(_ run: RunDetail, _ isActive: Bool, _ visitor: Visitor) -> HTML {
        guard visitor.may(.develop) else { return .none }
        let id = String(run.summary.id)
        if isActive {
            return "\(Form(.post, Address("runs", id, "cancel"), "Cancel the run", isDangerous: true, isInline: true))"
        }
        return "\(Form(.post, Address("runs", id, "rerun"), "Run it again", isInline: true))"
    }

    private static func notice(_ run: RunDetail) -> HTML {
        let summary = run.summary
        var pieces: [HTML] = []
        if let reason = summary.reason {
            let standing = Standing(of: summary.state)
            pieces.append(HTML.notice(standing == .good ? .waiting : standing, "<p>\(HTML.prose(reason))</p>"))
        }
        if let staged = run.staged {
            pieces.append(
                HTML.notice(
                    .warning,
                    "<p>What it made failed its checks and was not published. It is held in \(HTML.code(staged)). To look into it: \(HTML.code("basin inspect \(summary.id)"))</p>"))
        }
        return HTML(pieces)
    }

    private static func figures(_ run: RunSummary, _ moment: Moment) -> HTML {
        let worked = RunWords.worked(run, moment) ?? run.seconds
        let figures: [(label: String, value: HTML?)] = [
            ("rows made", run.rows.map { "\(Figures.grouped($0))" }),
            (RunWords.isActive(run.state) ? "worked so far" : "worked", worked.map { "\(Figures.duration(seconds: $0))" }),
            ("of processors", run.cpuSeconds.map { "\(Figures.duration(seconds: $0))" }),
            ("most memory at once", run.peakBytes.map { "\(Figures.bytes($0))" }),
            ("read, page cache included", run.bytesRead.map { "\(Figures.bytes($0))" }),
            ("written, page cache included", run.bytesWritten.map { "\(Figures.bytes($0))" }),
        ]
        let known = figures.compactMap { figure in figure.value.map { (label: figure.label, value: $0) } }
        return known.isEmpty ? .none : HTML.figures(known)
    }

    private static func reasons(_ why: WhyAnswer?, _ run: RunSummary) -> HTML {
        let about: HTML = "Of the partition \(HTML.link(run.partition, to: RunWords.partition(run.partition, of: run.dataset))), as it is now."
        let title = "Why its partition is as it is"
        guard let why else {
            return HTML.section("why", title, about: about, "<p class=\"empty\">This cannot be told of this partition any more.</p>")
        }
        let items = why.reasons.map { reason -> HTML in
            let remedy: HTML? = reason.remedy.map { "<br>\(HTML.quiet($0))" }
            return "<li><span>\(HTML.prose(reason.message))\(remedy)</span></li>\n"
        }
        let body: HTML = items.isEmpty ? "<p class=\"empty\">There is nothing to explain.</p>" : "<ul class=\"list\">\n\(items)</ul>"
        return HTML.section("why", title, about: about, body)
    }

    private static func inputs(_ run: RunDetail) -> HTML {
        let table = DataTable(
            "inputs", "Inputs",
            columns: [
                .text("Dataset"), .text("Partitions"), .number("How many"), .number("Latest revision"), .number("Files"), .number("Rows"),
            ],
            rows: run.inputs.map { input in
                let span = input.from == input.to ? input.from : "\(input.from) to \(input.to)"
                return [
                    .link(input.dataset, to: .dataset(input.dataset)),
                    input.partitions == 0
                        ? .none
                        : Cell(
                            "<a href=\"\(RunWords.partition(input.to, of: input.dataset).text)\">\(span)</a>",
                            value: span),
                    .number(input.partitions),
                    .number(input.latestRevision), .number(input.files), .number(input.rows),
                ]
            }, empty: "It has not read anything: what a run reads is settled when a worker begins it.", hidesCaption: true)
        return HTML.section("read", "What it read", about: "Exactly these revisions; running it again reads them again.", "\(table)")
    }

    private static func events(_ run: RunDetail, _ moment: Moment) -> HTML {
        var last = moment.age(run.summary.createdAt)
        var rows: [[Cell]] = [[.number(0), Cell(moment.exact(run.summary.createdAt), value: run.summary.createdAt), .none, .text("queued")]]
        for event in run.events {
            let age = moment.age(event.at)
            let after = last.flatMap { before in age.map { before - $0 } }
            last = age
            rows.append([.number(event.number), Cell(moment.exact(event.at), value: event.at), .seconds(after), .text(event.event)])
        }
        let table = DataTable(
            "events", "What happened", columns: [.number("Step"), .text("At"), .number("After"), .wide("What")],
            rows: rows, empty: "Nothing yet.",
            hidesCaption: true)
        return HTML.section("happened", "What happened", "\(table)")
    }

    private static func log(_ run: RunDetail) -> HTML {
        guard let log = run.log, !log.isEmpty else { return .none }
        return HTML.section("log", "What its program wrote", about: "The end of it.", HTML.snippet("Log", log))
    }
}
