import BasinCore
import BasinWire
import Hummingbird

/// Finding and reading data.
enum DatasetRoutes {
    static func routes(_ services: Services) -> [Route] {
        datasets(services) + completeness(services) + reading(services)
    }

    private static func datasets(_ services: Services) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets", access: .may(.find), summary: "All datasets.",
                answer: .json([DatasetSummary].self, "The datasets.")
            ) { _ in try .json(await services.datasets()) },
            Route(
                method: .get, path: "/api/v1/datasets/{name}", access: .may(.find),
                summary: "One dataset: schema, owner, partitions, ledger.",
                answer: .json(DatasetDetail.self, "The dataset.")
            ) { door in try .json(await services.dataset(door.parameter("name"))) },
        ]
    }

    /// Whether all that was sent is there.
    private static func completeness(_ services: Services) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/types/{name}/hours", access: .may(.find),
                summary: "The hours of an event type with their ledgers.",
                query: [
                    QueryParameter(
                        name: "from", description: "First hour or day.",
                        type: .text(atMost: 40, example: "2018-11-01T14")),
                    QueryParameter(
                        name: "to", description: "End of the range, not included.",
                        type: .text(atMost: 40, example: "2018-11-02")),
                ],
                answer: .json([HourSummary].self, "The hours, oldest first.")
            ) { door in
                try .json(
                    await services.hours(
                        door.parameter("name"), door.query.first("from"), door.query.first("to")))
            },
            Route(
                method: .get, path: "/api/v1/incidents", access: .may(.find),
                summary: "What keeps data from being complete.",
                query: [QueryParameter(name: "all", description: "Those that are over, too.", type: .flag)],
                answer: .json([IncidentSummary].self, "Those that last first.")
            ) { door in try .json(await services.incidents(door.query.flag("all"))) },
            Route(
                method: .get, path: "/api/v1/types/{name}/loss", access: .may(.query),
                summary: "How many events never came, estimated from gaps in the clients' sequence numbers.",
                query: [
                    QueryParameter(name: "by", description: "A field to split by.", isRepeatable: true),
                    QueryParameter(
                        name: "from", description: "First hour or day of receipt.",
                        type: .text(atMost: 40, example: "2018-11-01")),
                    QueryParameter(
                        name: "to", description: "End of the range, not included.",
                        type: .text(atMost: 40, example: "2018-11-02")),
                ],
                answer: .json([LossSummary].self, "What came and what did not, the most missing first.")
            ) { door in
                try .json(
                    await services.loss(
                        door.parameter("name"), door.query.all("by"), door.query.first("from"), door.query.first("to"),
                        door.person))
            },
        ]
    }

    private static func reading(_ services: Services) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1/compare", access: .may(.query), changes: false,
                summary: "Compare two deliveries of the same events, field by field.",
                body: .json(ComparisonRequest.self),
                answer: .json(
                    ComparisonSummary.self, "Of each field how many are the same, differ, or are on one side only.")
            ) { door in
                try .json(await services.compare(door.json(ComparisonRequest.self), door.person))
            },
            Route(
                method: .post, path: "/api/v1/query", access: .may(.query), changes: false,
                summary: "Run SQL over datasets by their names; the answer is streamed.",
                body: .json(QueryRequest.self),
                answer: AnswerDescription(
                    description: "Rows in the format asked for.",
                    contentTypes: [
                        "application/json", "text/csv", "application/vnd.apache.parquet",
                        "application/vnd.apache.arrow.stream",
                    ])
            ) { door in
                let request = try await door.json(QueryRequest.self)
                let person = try door.person
                return try await door.pieces { try await services.query(request, person, $0) }
            },
        ]
    }
}
