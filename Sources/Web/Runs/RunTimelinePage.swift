import BasinCore
package import BasinWire

/// What waited and worked when, a lane for each dataset.
package enum RunTimelinePage {
    package static let lengths = [1, 6, 24, 72, 168]

    /// - Parameter isNow: it ends with now, and goes on.
    package static func page(
        _ timeline: RunTimeline, dataset: String?, from: String?, hours: Int, isNow: Bool, for visitor: Visitor
    ) -> Page {
        let about: HTML = "\(visitor.moment.exact(timeline.from)) to \(visitor.moment.exact(timeline.to))."
        let cut: HTML? =
            timeline.isCut
            ? HTML.note(
                "These are the \(Figures.grouped(timeline.runs.count)) latest of more; choose a shorter time or a dataset to see others.") : nil
        let body: HTML =
            timeline.runs.isEmpty
            ? HTML.empty("Nothing waited or worked then", "Choose another time, or see the <a href=\"/runs\">latest runs</a>.")
            : "\(cut)\(gantt(timeline, visitor.moment))\(table(timeline, visitor.moment))"
        return Page(
            "Timeline of runs", for: visitor, in: .runs, trail: [("Runs", "/runs")], refresh: isNow ? 15 : nil, isWide: true,
            body: """
                \(RunWords.tabs(.timeline))\(filters(dataset, from, hours))
                \(HTML.section("timeline", "What waited and worked", about: about, actions: steps(timeline, dataset, hours), body))
                """)
    }

    private static func filters(_ dataset: String?, _ from: String?, _ hours: Int) -> HTML {
        let known = (Self.lengths + (Self.lengths.contains(hours) ? [] : [hours])).sorted()
        let lengths = known.map { length -> (value: String, title: String) in
            (String(length), length < 48 ? Figures.count(length, "hour") : Figures.count(length / 24, "day"))
        }
        return """
            <form method="get" action="/runs/timeline" class="filters" role="search" aria-label="Choose a time">
            \(Form.text("dataset", "Dataset", value: dataset ?? "", placeholder: "all"))\
            \(Form.text("from", "From (UTC)", value: from ?? "", placeholder: "until now"))\
            \(Form.choice("hours", "How long", lengths, chosen: String(hours)))
            <button class="secondary">Choose</button>
            </form>

            """
    }

    /// To the time before and after.
    private static func steps(_ timeline: RunTimeline, _ dataset: String?, _ hours: Int) -> HTML {
        let here = Address("runs", "timeline").with("dataset", dataset).with("hours", String(hours))
        let before = Timestamp(rfc3339: timeline.from).map { ($0 + .seconds(-Int64(hours) * 3600)).description }
        return """
            <span class="aside"><a href="\(here.with("from", before).text)">Before</a> <a href="\(here.with("from", timeline.to).text)">After</a> \
            <a href="\(here.text)">Until now</a></span>
            """
    }

    private static func gantt(_ timeline: RunTimeline, _ moment: Moment) -> HTML {
        guard let from = Timestamp(rfc3339: timeline.from), let to = Timestamp(rfc3339: timeline.to), from < to else { return .none }
        let length = seconds(from, to)
        var order: [String] = []
        var bars: [String: [Gantt.Bar]] = [:]
        for run in timeline.runs {
            guard let bar = bar(run, from, moment) else { continue }
            if bars[run.dataset] == nil { order.append(run.dataset) }
            bars[run.dataset, default: []].append(bar)
        }
        let passed = seconds(from, moment.now)
        let chart = Gantt(
            "gantt", "Runs by dataset", length: length, ticks: ticks(from, length), now: passed >= 0 && passed <= length ? passed : nil,
            lanes: order.map { ($0, Address("runs").with("dataset", $0), bars[$0] ?? []) },
            key: [
                (.good, "succeeded"), (.busy, "works"), (.waiting, "waits (thin: before it began)"),
                (.warning, "to be tried again"), (.bad, "failed"),
                (.off, "cancelled"),
            ])
        return chart.html
    }

    private static func bar(_ run: RunSummary, _ from: Timestamp, _ moment: Moment) -> Gantt.Bar? {
        guard let queued = Timestamp(rfc3339: run.createdAt) else { return nil }
        let began = run.startedAt.flatMap { Timestamp(rfc3339: $0) }
        let ended = run.endedAt.flatMap { Timestamp(rfc3339: $0) } ?? moment.now
        let worked = RunWords.worked(run, moment).map { ", worked " + Figures.duration(seconds: $0) } ?? ""
        let waited = began.map { ", waited " + Figures.duration(seconds: seconds(queued, $0)) } ?? ""
        let label = "\(run.dataset) \(run.partition), run \(run.id): \(run.state)\(waited)\(worked)"
        return Gantt.Bar(
            Standing(of: run.state), waits: began == nil ? nil : seconds(from, queued), begin: seconds(from, began ?? queued),
            end: seconds(from, ended), label: label, to: .run(run.id))
    }

    private static func seconds(_ from: Timestamp, _ to: Timestamp) -> Double { Double(to.microseconds - from.microseconds) / 1_000_000 }

    /// At whole hours or days, eight or so.
    private static func ticks(_ from: Timestamp, _ length: Double) -> [(at: Double, label: String)] {
        let steps: [Int64] = [600, 1800, 3600, 10_800, 21_600, 86_400]
        let step = (steps.first { length / Double($0) <= 9 } ?? 86_400) * 1_000_000
        let first = (from.microseconds + step - 1).floorDivided(by: step) * step
        return stride(from: first, to: from.microseconds + Int64(length * 1_000_000), by: Int64.Stride(step)).map { microseconds in
            let text = Timestamp(microseconds: microseconds).description
            let label = step == 86_400_000_000 || text.dropFirst(11).hasPrefix("00:00")
                ? String(text.prefix(10)) : String(text.dropFirst(11).prefix(5))
            return (Double(microseconds - from.microseconds) / 1_000_000, label)
        }
    }

    private static func table(_ timeline: RunTimeline, _ moment: Moment) -> HTML {
        let table = DataTable(
            "runs", "Runs by dataset",
            columns: [
                .text("Run"), .text("Dataset"), .text("Partition"), .text("State"), .text("Queued (UTC)"),
                .number("Waited", unit: "s"), .number("Worked", unit: "s"),
            ],
            rows: timeline.runs.map { run in
                let waited = moment.age(run.createdAt).flatMap { queued in moment.age(run.startedAt).map { queued - $0 } }
                return [
                    Cell("<a href=\"\(Address.run(run.id).text)\">\(run.id)</a>", value: String(run.id)),
                    .name(run.dataset), RunWords.word(run.partition),
                    .state(run.state),
                    Cell("\(String(run.createdAt.prefix(19)).replacing("T", with: " "))", value: run.createdAt),
                    .decimal(waited, digits: 1),
                    .decimal(RunWords.worked(run, moment), digits: 1),
                ]
            }, empty: "No run.", hidesCaption: true)
        return HTML.more("As a table", "\(table)")
    }
}
