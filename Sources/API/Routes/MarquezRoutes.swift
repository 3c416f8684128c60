import BasinCore
import Hummingbird
import NIOCore

/// The part of Marquez's API that reads, below a path of its own: `/api/v1/search` and others are Basin's.
enum MarquezRoutes {
    private static let base = "/marquez/api/v1"
    private static let limit = QueryParameter(
        name: "limit", description: "At most so many.", type: .integer(1...1000, otherwise: 100))
    private static let pages = [
        limit,
        QueryParameter(
            name: "offset", description: "So many are left out at the beginning.",
            type: .integer(0...1_000_000, otherwise: 0)),
    ]

    static func routes(_ lineage: LineageServices) -> [Route] {
        (namespaces + datasets + jobs + graphs + others).map { $0.route(lineage.marquez) }
    }

    /// One address, and what of Marquez is asked for there.
    private struct Endpoint: Sendable {
        var path: String
        var summary: String
        var query: [QueryParameter]
        var resource: @Sendable (DoorRequest) throws -> MarquezRequest.Resource

        init(
            _ path: String, _ summary: String, _ query: [QueryParameter] = MarquezRoutes.pages,
            _ resource: @escaping @Sendable (DoorRequest) throws -> MarquezRequest.Resource
        ) {
            self.path = path
            self.summary = summary
            self.query = query
            self.resource = resource
        }

        func route(_ answer: @escaping @Sendable (MarquezRequest) async throws -> [UInt8]) -> Route {
            let isPaged = query.contains { $0.name == "limit" }
            let hasOffset = isPaged && query.contains { $0.name == "offset" }
            return Route(
                method: .get, path: base + path, access: .may(.find), summary: summary + " As Marquez answers it.",
                query: query,
                answer: AnswerDescription(
                    description: "As Marquez's API describes it.", contentTypes: ["application/json"],
                    schema: ["type": "object"])
            ) { [resource] door in
                let request = MarquezRequest(
                    try resource(door), limit: isPaged ? try door.query.number("limit") : 100,
                    offset: hasOffset ? try door.query.number("offset") : 0)
                return .bytes(ByteBuffer(bytes: try await answer(request)), type: "application/json")
            }
        }
    }

    private static let namespaces: [Endpoint] = [
        Endpoint("/namespaces", "The namespaces of datasets and jobs.") { _ in .namespaces },
        Endpoint("/namespaces/{namespace}", "One namespace.", []) { .namespace(try $0.parameter("namespace")) },
    ]

    private static let datasets: [Endpoint] = [
        Endpoint("/namespaces/{namespace}/datasets", "Datasets of a namespace, by name.") {
            .datasets(namespace: try $0.parameter("namespace"))
        },
        Endpoint("/namespaces/{namespace}/datasets/{dataset}", "One dataset.", []) {
            let (namespace, name) = try dataset($0)
            return .dataset(namespace: namespace, name: name)
        },
        Endpoint("/namespaces/{namespace}/datasets/{dataset}/versions", "Versions of a dataset, the latest first.") {
            let (namespace, name) = try dataset($0)
            return .versions(namespace: namespace, name: name)
        },
        Endpoint("/namespaces/{namespace}/datasets/{dataset}/versions/{version}", "One version of a dataset.", []) {
            let (namespace, name) = try dataset($0)
            return .version(namespace: namespace, name: name, version: try $0.parameter("version"))
        },
    ]

    private static let jobs: [Endpoint] = [
        Endpoint("/namespaces/{namespace}/jobs", "Jobs of a namespace, by name.") {
            .jobs(namespace: try $0.parameter("namespace"))
        },
        Endpoint("/namespaces/{namespace}/jobs/{job}", "One job.", []) {
            let (namespace, name) = try job($0)
            return .job(namespace: namespace, name: name)
        },
        Endpoint("/namespaces/{namespace}/jobs/{job}/runs", "Runs of a job, the latest first.") {
            let (namespace, name) = try job($0)
            return .runs(namespace: namespace, name: name)
        },
        Endpoint("/jobs", "Jobs of all namespaces.") { _ in .jobs(namespace: nil) },
        Endpoint("/jobs/runs/{id}", "One run.", []) { .run(try $0.parameter("id")) },
        Endpoint(
            "/jobs/runs/{id}/facets", "What was said of a run, or of its job.",
            [QueryParameter(name: "type", description: "job or run; run if left out.")]
        ) {
            .runFacets(try $0.parameter("id"), isJob: try isJob($0.query.first("type")))
        },
    ]

    private static let graphs: [Endpoint] = [
        Endpoint("/lineage", "What a dataset or a job is made of, and what is made of it.", [node, depth]) {
            .lineage(nodeID: try $0.query.require("nodeId"), depth: try $0.query.number("depth"))
        },
        Endpoint(
            "/column-lineage", "What columns are made of.",
            [node, depth, QueryParameter(name: "withDownstream", description: "true: what is made of them too.")]
        ) {
            .columnLineage(
                nodeID: try $0.query.require("nodeId"), depth: try $0.query.number("depth"),
                // Python's client writes `False`.
                withDownstream: try $0.query.first("withDownstream")?.lowercased() == "true")
        },
    ]

    private static let others: [Endpoint] = [
        Endpoint(
            "/search", "Datasets and jobs whose names hold the words.",
            [
                QueryParameter(name: "q", description: "The words.", isRequired: true),
                QueryParameter(name: "filter", description: "DATASET or JOB."),
                QueryParameter(name: "sort", description: "NAME or UPDATE_AT; what fits best comes first if left out."),
                QueryParameter(name: "namespace", description: "Only of this namespace."),
                limit,
            ]
        ) {
            .search(
                text: try $0.query.require("q"), kind: try $0.query.first("filter"),
                namespace: try $0.query.first("namespace"), sort: try $0.query.first("sort"))
        },
        Endpoint("/events/lineage", "Events as they came, the latest first.", eventsQuery, events),
        // What Python's client asks.
        Endpoint("/events", "Events as they came, the latest first.", eventsQuery, events),
        Endpoint("/tags", "Tags: there are none.") { _ in .tags },
        Endpoint("/sources", "Sources: the namespaces of datasets.") { _ in .sources },
    ]

    private static func dataset(_ door: DoorRequest) throws -> (String, String) {
        (try door.parameter("namespace"), try door.parameter("dataset"))
    }

    private static func job(_ door: DoorRequest) throws -> (String, String) {
        (try door.parameter("namespace"), try door.parameter("job"))
    }

    private static let node = QueryParameter(
        name: "nodeId", description: "dataset:NAMESPACE:NAME, job:NAMESPACE:NAME or datasetField:NAMESPACE:NAME:FIELD.",
        isRequired: true)
    private static let depth = QueryParameter(
        name: "depth", description: "Steps at most.", type: .integer(1...100, otherwise: 20))
    private static let eventsQuery =
        pages + [
            QueryParameter(name: "before", description: "Only those of an earlier time, RFC 3339."),
            QueryParameter(name: "after", description: "Only those of this time or later, RFC 3339."),
            QueryParameter(name: "sortDirection", description: "asc or desc; desc if left out."),
        ]

    private static let events: @Sendable (DoorRequest) throws -> MarquezRequest.Resource = { door in
        let direction = try door.query.first("sortDirection")?.lowercased() ?? "desc"
        guard ["asc", "desc"].contains(direction) else {
            throw BasinError(.invalid, "The query parameter sortDirection is neither asc nor desc.")
        }
        return .events(
            before: try door.query.first("before"), after: try door.query.first("after"),
            oldestFirst: direction == "asc")
    }

    private static func isJob(_ text: String?) throws -> Bool {
        switch text?.lowercased() {
        case nil, "run": false
        case "job": true
        default: throw BasinError(.invalid, "The query parameter type is neither job nor run.")
        }
    }
}
