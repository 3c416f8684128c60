import BasinCore
import BasinWire
import Hummingbird

/// Queries beside the one that is run: what they take, and what was asked.
enum QueryRoutes {
    static func routes(_ queries: QueryServices) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1/query/describe", access: .may(.query), changes: false,
                summary: "What a query takes and gives: its columns and parameters with their types. It does not run.",
                body: .json(QueryRequest.self), answer: .json(QueryDescription.self, "Columns and parameters.")
            ) { door in
                try .json(await queries.describe(door.json(QueryRequest.self), door.person))
            },
            Route(
                method: .get, path: "/api/v1/queries", access: .may(.query),
                summary: "What you asked, for 90 days: SQL, when, how long, how much.",
                query: filters, answer: .json([AskedQuery].self, "Your queries, the latest first.")
            ) { door in try .json(await queries.own(filter(door), door.person)) },
            Route(
                method: .get, path: "/api/v1/audit/queries", access: .may(.audit),
                summary: "What everybody asked, for 90 days; every value in the SQL is a question mark.",
                query: [QueryParameter(name: "person", description: "Only of this account.")] + filters,
                answer: .json([AskedQuery].self, "The queries, the latest first.")
            ) { door in try .json(await queries.all(filter(door))) },
            Route(
                method: .get, path: "/api/v1/queries/saved", access: .may(.find),
                summary: "The saved queries: what each answers, reads and takes.",
                answer: .json([SavedQuerySummary].self, "By name.")
            ) { _ in try .json(await queries.saved()) },
            Route(
                method: .get, path: "/api/v1/queries/saved/{name}", access: .may(.find),
                summary: "A saved query: what it answers, reads and takes, and its SQL.",
                answer: .json(SavedQuerySummary.self, "The query.")
            ) { door in try .json(await queries.savedQuery(door.parameter("name"))) },
            Route(
                method: .post, path: "/api/v1/queries/saved/{name}", access: .may(.query), changes: false,
                summary: "Run a saved query with your rights; the answer is streamed.",
                body: .json(SavedQueryRequest.self),
                answer: AnswerDescription(
                    description: "Rows in the format asked for.",
                    contentTypes: [
                        "application/json", "text/csv", "application/vnd.apache.parquet", "application/vnd.apache.arrow.stream",
                    ])
            ) { door in
                let (name, request, person) = (try door.parameter("name"), try await door.json(SavedQueryRequest.self), try door.person)
                return try await door.pieces { try await queries.runSaved(name, request, person, $0) }
            },
        ]
    }

    private static let filters = [
        QueryParameter(name: "dataset", description: "Only those that named it."),
        QueryParameter(name: "outcome", description: "done, or the code of an error."),
        QueryParameter(name: "before", description: "Only those of a lower number, for the next page."),
        QueryParameter(name: "limit", description: "At most so many; 100 unless given, 1,000 at most."),
    ]

    private static func filter(_ door: DoorRequest) throws -> QueryHistoryFilter {
        try QueryHistoryFilter(
            person: door.query.first("person"), dataset: door.query.first("dataset"), outcome: door.query.first("outcome"),
            before: door.query.number("before", in: 1...Int.max), limit: door.query.number("limit", in: 1...1000) ?? 100)
    }
}
