import BasinCore
import Hummingbird
import NIOCore

/// The part of Marquez's API that reads, below a path of its own: `/api/v1/search` and others are Basin's.
enum MarquezRoutes {
    private static let base = "/marquez/api/v1"
    private static let pages = [
        QueryParameter(name: "limit", description: "At most so many.", type: .integer(1...1000, otherwise: 100)),
        QueryParameter(
            name: "offset", description: "So many are left out at the beginning.",
            type: .integer(0...1_000_000, otherwise: 0)),
    ]

    static func routes(_ lineage: LineageServices) -> [Route] {
        let answer = lineage.marquez
        func get(
            _ path: String, _ summary: String, _ query: [QueryParameter] = pages,
            _ what: @escaping @Sendable (DoorRequest) throws -> MarquezRequest.What
        ) -> Route {
            Route(
                method: .get, path: base + path, access: .may(.find), summary: summary + " As Marquez answers it.", query: query,
                answer: AnswerDescription(
                    description: "As Marquez's API describes it.", contentTypes: ["application/json"],
                    schema: ["type": "object"])
            ) { door in
                let isPaged = query.contains { $0.name == "limit" }
                let request = MarquezRequest(
                    try what(door), limit: isPaged ? try door.query.number("limit") : 100,
                    offset: isPaged && query.contains { $0.name == "offset" } ? try door.query.number("offset") : 0)
                return .bytes(ByteBuffer(bytes: try await answer(request)), type: "application/json")
            }
        }
        let dataset: @Sendable (DoorRequest) throws -> (String, String) = {
            (try $0.parameter("namespace"), try $0.parameter("dataset"))
        }
        let job: @Sendable (DoorRequest) throws -> (String, String) = { (try $0.parameter("namespace"), try $0.parameter("job")) }
        return [
            get("/namespaces", "The namespaces of datasets and jobs.") { _ in .namespaces },
            get("/namespaces/{namespace}", "One namespace.", []) { .namespace(try $0.parameter("namespace")) },
            get("/namespaces/{namespace}/datasets", "Datasets of a namespace, by name.") {
                .datasets(namespace: try $0.parameter("namespace"))
            },
            get("/namespaces/{namespace}/datasets/{dataset}", "One dataset.", []) {
                let (namespace, name) = try dataset($0)
                return .dataset(namespace: namespace, name: name)
            },
            get("/namespaces/{namespace}/datasets/{dataset}/versions", "Versions of a dataset, the latest first.") {
                let (namespace, name) = try dataset($0)
                return .versions(namespace: namespace, name: name)
            },
            get("/namespaces/{namespace}/datasets/{dataset}/versions/{version}", "One version of a dataset.", []) {
                let (namespace, name) = try dataset($0)
                return .version(namespace: namespace, name: name, version: try $0.parameter("version"))
            },
            get("/namespaces/{namespace}/jobs", "Jobs of a namespace, by name.") {
                .jobs(namespace: try $0.parameter("namespace"))
            },
            get("/namespaces/{namespace}/jobs/{job}", "One job.", []) {
                let (namespace, name) = try job($0)
                return .job(namespace: namespace, name: name)
            },
            get("/namespaces/{namespace}/jobs/{job}/runs", "Runs of a job, the latest first.") {
                let (namespace, name) = try job($0)
                return .runs(namespace: namespace, name: name)
            },
            get("/jobs", "Jobs of all namespaces.") { _ in .jobs(namespace: nil) },
            get("/jobs/runs/{id}", "One run.", []) { .run(try $0.parameter("id")) },
            get(
                "/jobs/runs/{id}/facets", "What was said of a run, or of its job.",
                [QueryParameter(name: "type", description: "job or run; run if left out.")]
            ) {
                .runFacets(try $0.parameter("id"), isJob: try isJob($0.query.first("type")))
            },
            get("/lineage", "What a dataset or a job is made of, and what is made of it.", [node, depth]) {
                .lineage(nodeID: try $0.query.require("nodeId"), depth: try $0.query.number("depth"))
            },
            get(
                "/column-lineage", "What columns are made of.",
                [node, depth, QueryParameter(name: "withDownstream", description: "true: what is made of them too.")]
            ) {
                .columnLineage(
                    nodeID: try $0.query.require("nodeId"), depth: try $0.query.number("depth"),
                    // Python's client writes `False`.
                    withDownstream: try $0.query.first("withDownstream")?.lowercased() == "true")
            },
            get(
                "/search", "Datasets and jobs whose names hold the words.",
                [
                    QueryParameter(name: "q", description: "The words.", isRequired: true),
                    QueryParameter(name: "filter", description: "DATASET or JOB."),
                    QueryParameter(name: "sort", description: "NAME or UPDATE_AT; what fits best comes first if left out."),
                    QueryParameter(name: "namespace", description: "Only of this namespace."),
                    QueryParameter(name: "limit", description: "At most so many.", type: .integer(1...1000, otherwise: 100)),
                ]
            ) {
                .search(
                    text: try $0.query.require("q"), kind: try $0.query.first("filter"),
                    namespace: try $0.query.first("namespace"), sort: try $0.query.first("sort"))
            },
            get("/events/lineage", "Events as they came, the latest first.", eventsQuery, events),
            // What Python's client asks.
            get("/events", "Events as they came, the latest first.", eventsQuery, events),
            get("/tags", "Tags: there are none.") { _ in .tags },
            get("/sources", "Sources: the namespaces of datasets.") { _ in .sources },
        ]
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

    private static let events: @Sendable (DoorRequest) throws -> MarquezRequest.What = { door in
        let direction = try door.query.first("sortDirection")?.lowercased() ?? "desc"
        guard ["asc", "desc"].contains(direction) else {
            throw BasinError(.invalid, "The query parameter sortDirection is neither asc nor desc.")
        }
        return .events(
            before: try door.query.first("before"), after: try door.query.first("after"), oldestFirst: direction == "asc")
    }

    private static func isJob(_ text: String?) throws -> Bool {
        switch text?.lowercased() {
        case nil, "run": false
        case "job": true
        default: throw BasinError(.invalid, "The query parameter type is neither job nor run.")
        }
    }
}
