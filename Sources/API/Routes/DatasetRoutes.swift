import BasinCore
import BasinWire
import Hummingbird
import NIOCore

/// Finding and reading data.
enum DatasetRoutes {
    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets", access: .token, summary: "All datasets.",
                answer: .json([DatasetSummary].self, "The datasets.")
            ) { _ in try .json(await services.datasets()) },
            Route(
                method: .get, path: "/api/v1/datasets/{name}", access: .token,
                summary: "One dataset: schema, owner, partitions, ledger.",
                answer: .json(DatasetDetail.self, "The dataset.")
            ) { door in try .json(await services.dataset(door.parameter("name"))) },
            Route(
                method: .get, path: "/api/v1/types/{name}/hours", access: .token,
                summary: "The hours of an event type with their ledgers.",
                query: [
                    QueryParameter(name: "from", description: "First hour or day, e.g. 2018-11-01 or 2018-11-01T14."),
                    QueryParameter(name: "to", description: "End of the range, not included."),
                ],
                answer: .json([HourSummary].self, "The hours, oldest first.")
            ) { door in
                try .json(
                    await services.hours(
                        door.parameter("name"), door.query.first("from"), door.query.first("to")))
            },
            Route(
                method: .get, path: "/api/v1/incidents", access: .token,
                summary: "What keeps data from being complete.",
                query: [QueryParameter(name: "all", description: "Those that are over, too.")],
                answer: .json([IncidentSummary].self, "Those that last first.")
            ) { door in try .json(await services.incidents(door.query.flag("all"))) },
            Route(
                method: .get, path: "/api/v1/types/{name}/loss", access: .token,
                summary: "How many events never came, estimated from gaps in the clients' sequence numbers.",
                query: [
                    QueryParameter(name: "by", description: "A field to split by.", isRepeatable: true),
                    QueryParameter(name: "from", description: "First hour or day of receipt."),
                    QueryParameter(name: "to", description: "End of the range, not included."),
                ],
                answer: .json([LossSummary].self, "What came and what did not, the most missing first.")
            ) { door in
                try .json(
                    await services.loss(
                        door.parameter("name"), door.query.all("by"), door.query.first("from"), door.query.first("to")))
            },
            Route(
                method: .post, path: "/api/v1/compare", access: .token,
                summary: "Compare two deliveries of the same events, field by field.",
                body: .json(ComparisonRequest.self),
                answer: .json(ComparisonSummary.self, "Of each field how many are the same, differ, or are on one side only.")
            ) { door in
                try .json(await services.compare(door.json(ComparisonRequest.self)))
            },
            Route(
                method: .post, path: "/api/v1/query", access: .token,
                summary: "Run SQL over datasets by their names; the answer is streamed.",
                body: .json(QueryRequest.self),
                answer: AnswerDescription(
                    description: "Rows in the format asked for.",
                    contentTypes: ["application/json", "text/csv", "application/vnd.apache.parquet"])
            ) { door in
                try await answer(door, services)
            },
        ]
    }

    private static func answer(_ door: DoorRequest, _ services: Services) async throws -> Response {
        let departure = Departure()
        let handler = DepartureHandler(departure)
        try? await door.context.channel?.pipeline.addHandler(handler, position: .first).get()
        let end: @Sendable () async -> Void = {
            departure.tell()
            try? await door.context.channel?.pipeline.removeHandler(handler).get()
        }
        do {
            return try await stream(services.query(door.json(QueryRequest.self), departure), end)
        } catch {
            await end()
            throw error
        }
    }

    /// Waits for the first bytes before it answers 200, so that a query that fails has an error status. One that
    /// fails later ends the connection without its last chunk, which clients see as cut short.
    private static func stream(_ answer: QueryAnswer, _ end: @escaping @Sendable () async -> Void) async throws -> Response {
        var beginning = answer.body.makeAsyncIterator()
        let first = try await beginning.next()
        let body = answer.body
        return Response(
            status: .ok, headers: [.contentType: answer.contentType, .xContentTypeOptions: "nosniff"],
            body: ResponseBody { writer in
                do {
                    if let first {
                        try await writer.write(first)
                        for try await piece in body { try await writer.write(piece) }
                    }
                    await end()
                } catch {
                    await end()
                    throw error
                }
                try await writer.finish(nil)
            })
    }
}
