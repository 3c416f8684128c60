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
                        name: "limit", description: "At most so many.",
                        type: .integer(1...1000, otherwise: 100)),
                ],
                answer: .json([RunSummary].self, "The runs.")
            ) { door in
                try .json(
                    await services.runs(
                        door.query.first("dataset"), door.query.first("partition"), door.query.first("state"),
                        door.query.number("limit")))
            },
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
                summary: "One run: events, inputs, checks with the rows that failed.",
                answer: .json(RunDetail.self, "The run.")
            ) { door in try .json(await services.run(id(door), door.person)) },
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
        ]
    }

    static func id(_ door: DoorRequest) throws -> Int {
        let text = try door.parameter("id")
        guard let id = ParameterType.number(text) else {
            throw BasinError(.invalid, "The id in the path is not a whole number above 0.")
        }
        return id
    }
}
