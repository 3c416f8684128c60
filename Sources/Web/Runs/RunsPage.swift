import BasinCore
package import BasinWire

/// The latest runs of all datasets, as somebody chooses them.
package enum RunsPage {
    /// - Parameters:
    ///   - activity: nil where it could not be told.
    ///   - next: the page of earlier runs; nil: there are none.
    package static func page(
        _ runs: [RunSummary], _ filter: RunFilter, activity: RunActivity?, next: Address?, for visitor: Visitor
    ) -> Page {
        let isChosen = filter.dataset != nil || filter.state != nil || filter.trigger != nil || filter.partition != nil
        let later: HTML? = next.map { "<a href=\"\($0.text)\">Earlier runs</a>" }
        let empty: HTML =
            isChosen
            ? "No run is like this. <a href=\"/runs\">All runs</a>"
            : "No run yet. The scheduler makes one when a dataset's inputs are there; <a href=\"/runs/grid\">the grid</a> shows what waits."
        let table = RunWords.table("runs", "Runs, the latest first", runs, visitor.moment, empty: empty, note: later)
        return Page(
            "Runs", for: visitor, in: .runs, refresh: 10, isWide: true,
            body: """
                \(RunWords.tabs(.latest))\(HTML.part("activity", activity.map { figures($0) } ?? .none))
                \(filters(filter))\(HTML.section("latest", "Runs", about: "The latest first.", "\(table)"))\(begin(visitor))
                """)
    }

    private static func figures(_ activity: RunActivity) -> HTML {
        func to(_ state: String, _ count: Int) -> HTML {
            "<a href=\"\((Address("runs").with("state", state)).text)\">\(Figures.grouped(count))</a>"
        }
        let now: [(label: String, value: HTML)] = [
            ("working now, of \(Figures.count(activity.workers, "worker"))", to("running", activity.running + activity.publishing)),
            ("waiting for a worker", to("queued", activity.queued)), ("waiting to try again", to("retrying", activity.retrying)),
        ]
        let day: [(label: String, value: HTML)] = [
            ("succeeded in 24 hours", to("succeeded", activity.succeeded)), ("failed in 24 hours", to("failed", activity.failed)),
        ]
        let partitions: [(label: String, value: HTML)] = [
            ("partitions failed, until somebody looks", "<a href=\"/runs/grid\">\(Figures.grouped(activity.failedPartitions))</a>"),
            ("partitions stale: inputs changed", "<a href=\"/runs/grid\">\(Figures.grouped(activity.stalePartitions))</a>"),
        ]
        return HTML.figures(now + day + partitions)
    }

    private static func filters(_ filter: RunFilter) -> HTML {
        let states = [("", "any state")] + RunWords.states.map { ($0, $0) }
        let triggers = [("", "any reason")] + RunWords.triggers.map { ($0.value, $0.title) }
        let partition: HTML = filter.partition.map { Form.text("partition", "Partition", value: $0) } ?? .none
        return """
            <form method="get" action="/runs" class="filters" role="search" aria-label="Choose runs">
            \(Form.text("dataset", "Dataset", value: filter.dataset ?? "", placeholder: "all", id: "filter-dataset"))\(partition)\
            \(Form.choice("state", "State", states, chosen: filter.state ?? ""))\
            \(Form.choice("trigger", "Why it exists", triggers, chosen: filter.trigger ?? ""))
            <button class="secondary">Choose</button>
            </form>

            """
    }

    private static func begin(_ visitor: Visitor) -> HTML {
        guard visitor.may(.develop) else { return .none }
        let form = Form(
            .post, "/runs", "Make it now",
            fields: [
                Form.text("dataset", "Dataset", isRequired: true, id: "now-dataset"),
                Form.text(
                    "partition", "Partition", placeholder: "2018-11-03",
                    help: "An hour is written 2018-11-03T14, a month 2018-11, a whole dataset all.",
                    isRequired: true, id: "now-partition"),
            ])
        return HTML.more("Make a partition now", "\(form)")
    }
}
