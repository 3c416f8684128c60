import BasinCore
import BasinWeb
import BasinWire

/// Pages about runs.
enum RunPages {
    static func routes(_ services: Services) -> [Route] {
        [latest(services), grid(services), timeline(services), run(services)] + forms(services) + BackfillPages.routes(services)
    }

    private static let runsOfPage = 100

    private static func latest(_ services: Services) -> Route {
        .page(
            "/runs", .find, "The latest runs, as somebody chooses them.",
            query: [
                QueryParameter(name: "dataset", description: "Only of this dataset."),
                QueryParameter(name: "partition", description: "Only of this partition."),
                QueryParameter(name: "state", description: "Only in this state."),
                QueryParameter(name: "trigger", description: "Only those that exist for this."),
                QueryParameter(name: "before", description: "Only runs before this one."),
            ], services
        ) { request in
            let filter = RunFilter(
                dataset: try request.item("dataset"), partition: try request.item("partition"), state: try request.item("state"),
                trigger: try request.item("trigger"), before: try number(request, "before", 1...Int.max), limit: runsOfPage + 1)
            async let activity = services.pipelines.activity()
            let found = try await services.pipelines.find(filter)
            let runs = Array(found.prefix(runsOfPage))
            let next = found.count > runsOfPage ? runs.last.map { address(filter, before: $0.id) } : nil
            return RunsPage.page(runs, filter, activity: try? await activity, next: next, for: request.visitor)
        }
    }

    private static func address(_ filter: RunFilter, before: Int) -> Address {
        Address("runs").with("dataset", filter.dataset).with("partition", filter.partition).with("state", filter.state)
            .with("trigger", filter.trigger).with("before", String(before))
    }

    private static func grid(_ services: Services) -> Route {
        .page(
            "/runs/grid", .find, "Datasets, those in trouble first, and the states of their latest partitions.",
            query: [
                QueryParameter(name: "owner", description: "Only of this team."),
                QueryParameter(name: "q", description: "Only those with this in their names."),
                QueryParameter(name: "page", description: "1 for the first."),
            ], services
        ) { request in
            let owner = try request.item("owner"), text = try request.item("q")
            let grid = try await services.pipelines.grid(owner, text, number(request, "page", 1...100_000) ?? 1, 50)
            return RunGridPage.page(grid, owner: owner, text: text, for: request.visitor)
        }
    }

    private static func timeline(_ services: Services) -> Route {
        .page(
            "/runs/timeline", .find, "What waited and worked when, a lane for each dataset.",
            query: [
                QueryParameter(name: "dataset", description: "Only of this dataset."),
                QueryParameter(name: "from", description: "When it begins; so many hours ago unless given."),
                QueryParameter(name: "hours", description: "How long it is, 1 to 168; 6 unless given."),
            ], services
        ) { request in
            let dataset = try request.item("dataset"), from = try request.item("from")
            let hours = try number(request, "hours", 1...168) ?? 6
            // A page that people read stays small; what is taken along has all that there is.
            let limit = try request.item("export") == nil ? 200 : 500
            let timeline = try await services.pipelines.timeline(dataset, from, hours, limit)
            return RunTimelinePage.page(timeline, dataset: dataset, from: from, hours: hours, isNow: from == nil, for: request.visitor)
        }
    }

    private static func run(_ services: Services) -> Route {
        .page(
            "/runs/{id}", .find, "One run: how it stands, why it exists, what it read, made, cost and said.",
            query: [PageRequest.failing], services
        ) { request in
            let (id, person) = (try request.number("id"), request.person)
            let (run, failing) = try await request.withFailingRows { try await services.pipelines.run(id, $0, person) }
            // A dataset that is removed has runs, and nothing to explain.
            let why = try? await services.pipelines.why(run.summary.dataset, run.summary.partition)
            return RunPage.page(run, why: why, failing: failing, for: request.visitor)
        }
    }

    private static func forms(_ services: Services) -> [Route] {
        [
            .form("/runs", .develop, "Make a partition now.", fields: ["dataset", "partition"], services) { request, fields in
                let asked = RunRequest(dataset: try fields.require("dataset"), partition: try fields.require("partition"))
                request.door.notes.add("dataset", asked.dataset)
                request.door.notes.add("partition", asked.partition)
                return .run(try await services.pipelines.start(asked, request.person).id)
            },
            .form("/runs/{id}/rerun", .develop, "Make the run's partition again from what it was pinned to.", fields: [], services) { request, _ in
                .run(try await services.pipelines.rerun(request.number("id"), request.person).id)
            },
            .form("/runs/{id}/cancel", .develop, "Stop a run.", fields: [], services) { request, _ in
                .run(try await services.pipelines.cancel(request.number("id"), request.person).id)
            },
        ]
    }

    /// A whole number in the query. Throws `.invalid`.
    static func number(_ request: PageRequest, _ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = try request.item(name) else { return nil }
        guard let number = ParameterType.number(text), range.contains(number) else {
            throw BasinError(.invalid, "The parameter \(name) \(ParameterType.integer(range).fault(of: text) ?? "is no whole number").")
        }
        return number
    }
}
