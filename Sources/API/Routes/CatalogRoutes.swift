import BasinCore
import BasinWire
import Hummingbird

/// Finding what there is.
enum CatalogRoutes {
    static func routes(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/search", access: .may(.find),
                summary: "Find event types, datasets, teams and sources by name, column, owner or description.",
                query: [
                    QueryParameter(name: "q", description: "Words; without any, what is used most."),
                    QueryParameter(name: "kind", description: "event, dataset, team, source or query.", isRepeatable: true),
                    QueryParameter(name: "owner", description: "A team.", isRepeatable: true),
                    QueryParameter(name: "tier", description: "high, normal or low.", isRepeatable: true),
                    QueryParameter(
                        name: "classification", description: "The strictest of its fields: none, pseudonymous, personal, sensitive.",
                        isRepeatable: true),
                    QueryParameter(name: "limit", description: "Results at most, 1 to 100; 20 if left out."),
                ],
                answer: .json(SearchAnswer.self, "What was found, the best first.")
            ) { door in
                let query = door.query
                return try .json(
                    await catalog.search(
                        SearchRequest(
                            text: query.first("q") ?? "", kinds: query.all("kind"), owners: query.all("owner"),
                            tiers: query.all("tier"), classifications: query.all("classification"),
                            limit: query.number("limit", in: 1...100)), door.person))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/lineage", access: .may(.find),
                summary: "What a dataset or a column is made of, and what is made of it.",
                query: [
                    QueryParameter(name: "column", description: "One column; the dataset as a whole if left out."),
                    QueryParameter(name: "direction", description: "up: what it is made of; down: what is made of it; both."),
                    QueryParameter(name: "depth", description: "Steps at most, 1 to 100; 20 if left out."),
                    QueryParameter(name: "limit", description: "Nodes at most, 1 to 100,000; 1,000 if left out."),
                ],
                answer: .json(LineageAnswer.self, "The nodes by their distance, and the edges between them.")
            ) { door in
                try .json(
                    await catalog.lineage(
                        door.parameter("name"), door.query.first("column"), door.query.first("direction"),
                        door.query.number("depth", in: 1...100) ?? 20, door.query.number("limit", in: 1...100_000) ?? 1000))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/profile", access: .may(.query),
                summary: "What a partition is like: nulls, different values, extremes, deciles, common values of each column.",
                query: [QueryParameter(name: "partition", description: "The last one that has rows if left out.")],
                answer: .json(ProfileAnswer.self, "The profile; of what says something of a person, counts only.")
            ) { door in
                try .json(await catalog.profile(door.parameter("name"), door.query.first("partition"), door.person))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/sample", access: .may(.query),
                summary: "A few rows, with what is personal masked.",
                query: [QueryParameter(name: "limit", description: "Rows at most, 1 to 100; 10 if left out.")],
                answer: AnswerDescription(description: "An array of objects.", contentTypes: ["application/json"])
            ) { door in
                let (name, person) = (try door.parameter("name"), try door.person)
                let limit = try door.query.number("limit", in: 1...100) ?? 10
                return try await door.pieces { try await catalog.sample(name, limit, person, $0) }
            },
            Route(
                method: .get, path: "/api/v1/changes", access: .may(.find),
                summary: "What was changed in definitions, by whom and why.",
                query: [
                    QueryParameter(name: "name", description: "Only of the event type, dataset, team, source or pool of this name."),
                    QueryParameter(name: "before", description: "Only those of a lower number, for the next page."),
                    QueryParameter(name: "limit", description: "At most so many; 100 unless given, 1,000 at most."),
                ],
                answer: .json([AppliedChange].self, "The changes, the latest first.")
            ) { door in
                try .json(
                    await catalog.changes(
                        door.query.first("name"), door.query.number("before", in: 1...Int.max),
                        door.query.number("limit", in: 1...1000) ?? 100))
            },
        ]
    }
}
