import BasinCore
import BasinWire
import Hummingbird

/// Runs of pipelines: what there is, why, and what people ask for.
enum RunRoutes {
    static func routes(_ services: PipelineServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/runs", access: .may(.find), summary: "Runs, the latest first.",
                query: [
                    QueryParameter(name: "dataset", description: "Only of this dataset."),
                    QueryParameter(
                        name: "partition", description: "Only of this partition.",
                        type: .text(atMost: 40, example: "2018-11-03")),
                    QueryParameter(
                        name: "state", description: "Only in this state.",
                        type: .word([
                            "queued", "running", "publishing", "retrying", "succeeded", "failed", "cancelled",
                        ])),
                    QueryParameter(
                        name: "trigger", description: "Only those that exist for this.", type: .word(triggers)),
                    QueryParameter(name: "backfill", description: "Only of this backfill.", type: Route.number),
                    QueryParameter(name: "before", description: "Only runs before this one.", type: Route.number),
                    QueryParameter(
                        name: "limit", description: "At most so many.",
                        type: .integer(1...1000, otherwise: 100)),
                ],
                answer: .json([RunSummary].self, "The runs.")
            ) { door in try .json(await services.find(filter(door.query))) },
            Route(
                method: .post, path: "/api/v1/runs", access: .may(.develop), summary: "Make a partition now.",
                body: .json(RunRequest.self), answer: .json(RunSummary.self, "The run.", status: 201)
            ) { door in
                let request = try await door.json(RunRequest.self)
                door.notes.add("dataset", request.dataset)
                door.notes.add("partition", request.partition)
                return try .json(await services.start(request, door.person), status: .created)
            },
            Route(
                method: .get, path: "/api/v1/runs/{id}", access: .may(.find),
                summary: "One run: events, inputs, checks, and rows that failed them.", query: [failing],
                answer: .json(RunDetail.self, "The run.")
            ) { door in try .json(await services.run(id(door), Set(door.query.all("failing")), door.person)) },
            Route(
                method: .post, path: "/api/v1/runs/{id}/rerun", access: .may(.develop),
                summary: "Make the run's partition again from the inputs and the definition that it was pinned to.",
                answer: .json(RunSummary.self, "The new run.", status: 201)
            ) { door in try .json(await services.rerun(id(door), door.person), status: .created) },
            Route(
                method: .post, path: "/api/v1/runs/{id}/cancel", access: .may(.develop), summary: "Stop a run.",
                answer: .json(RunSummary.self, "The run.")
            ) { door in try .json(await services.cancel(id(door), door.person)) },
            Route(
                method: .get, path: "/api/v1/pipelines/status", access: .may(.find), summary: "Live figures of pipelines.",
                answer: .json(PipelineStatus.self, "The figures.")
            ) { _ in try .json(await services.status()) },
        ] + overviews(services)
    }

    static let failing = QueryParameter(
        name: "failing", description: "A check of which the rows that failed come along; once for each. That is a read of them.",
        isRepeatable: true)

    /// Why runs exist.
    static let triggers = ["data", "time", "correction", "backfill", "request", "rerun"]

    private static func filter(_ query: QueryItems) throws -> RunFilter {
        try RunFilter(
            dataset: query.first("dataset"), partition: query.first("partition"), state: query.first("state"),
            trigger: query.first("trigger"), backfill: query.first("backfill").flatMap { ParameterType.number($0) },
            before: query.first("before").flatMap { ParameterType.number($0) }, limit: query.number("limit"))
    }

    private static func overviews(_ services: PipelineServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/runs/activity", access: .may(.find),
                summary: "What runs do now, and how those of the last 24 hours ended.",
                answer: .json(RunActivity.self, "The figures.")
            ) { _ in try .json(await services.activity()) },
            Route(
                method: .get, path: "/api/v1/runs/grid", access: .may(.find),
                summary: "Datasets, those in trouble first, with the states of their latest partitions.",
                query: [
                    QueryParameter(name: "owner", description: "Only of this team."),
                    QueryParameter(name: "text", description: "Only those with this in their names."),
                    QueryParameter(name: "page", description: "1 for the first.", type: .integer(1...100_000, otherwise: 1)),
                    QueryParameter(name: "rows", description: "So many a page.", type: .integer(1...60, otherwise: 60)),
                ],
                answer: .json(RunGrid.self, "The grid.")
            ) { door in
                try .json(
                    await services.grid(
                        door.query.first("owner"), door.query.first("text"), door.query.number("page"), door.query.number("rows")))
            },
            Route(
                method: .get, path: "/api/v1/runs/timeline", access: .may(.find),
                summary: "The runs that waited or worked in a length of time.",
                query: [
                    QueryParameter(name: "dataset", description: "Only of this dataset."),
                    QueryParameter(
                        name: "from", description: "When it begins; so many hours ago unless given.",
                        type: .text(atMost: 40, example: "2018-11-03T00:00:00Z")),
                    QueryParameter(name: "hours", description: "How long it is.", type: .integer(1...168, otherwise: 6)),
                    QueryParameter(name: "limit", description: "At most so many runs.", type: .integer(1...500, otherwise: 500)),
                ],
                answer: .json(RunTimeline.self, "The runs.")
            ) { door in
                try .json(
                    await services.timeline(
                        door.query.first("dataset"), door.query.first("from"), door.query.number("hours"), door.query.number("limit")))
            },
        ]
    }

    static func id(_ door: DoorRequest) throws -> Int {
        let text = try door.parameter("id")
        guard Route.number.fault(of: text) == nil, let id = ParameterType.number(text) else {
            throw BasinError(.invalid, "The id in the path is not a whole number above 0.")
        }
        return id
    }
}
