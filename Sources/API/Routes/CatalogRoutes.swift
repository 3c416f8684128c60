import BasinCore
import BasinWire
import Hummingbird

/// Finding what there is.
enum CatalogRoutes {
    static func routes(_ catalog: CatalogServices) -> [Route] {
        search(catalog) + words(catalog) + teams(catalog) + lineage(catalog) + profiles(catalog) + changes(catalog)
    }

    private static func search(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/search", access: .may(.find),
                summary:
                    "Find event types, datasets, terms, people, teams and sources by name, column, owner or description.",
                query: [
                    QueryParameter(name: "q", description: "Words; without any, what is used most."),
                    QueryParameter(
                        name: "kind",
                        description:
                            "event, dataset, team, source, term, person, query, or external: a dataset of others.",
                        isRepeatable: true, type: .text(atMost: 40, example: "dataset")),
                    QueryParameter(name: "owner", description: "A team.", isRepeatable: true),
                    QueryParameter(
                        name: "tier", description: "Only of this tier; once for each.", isRepeatable: true,
                        type: .anyOf(Tier.self)),
                    QueryParameter(
                        name: "classification", description: "The strictest of its fields; once for each.",
                        isRepeatable: true, type: .anyOf(Classification.self)),
                    QueryParameter(
                        name: "tag", description: "A tag and its value; all given must hold.", isRepeatable: true,
                        type: .text(atMost: 200, example: "layer:gold")),
                    QueryParameter(
                        name: "freshness", description: "Since data last came; once for each.", isRepeatable: true,
                        type: .word(["day", "week", "month", "older"])),
                    QueryParameter(name: "certified", description: "Only what is certified.", type: .flag),
                    QueryParameter(
                        name: "limit", description: "Results at most.",
                        type: .integer(1...100, otherwise: 20)),
                ],
                answer: .json(SearchAnswer.self, "What was found, the best first.")
            ) { door in
                let query = door.query
                return try .json(
                    await catalog.search(
                        SearchRequest(
                            text: query.first("q") ?? "", kinds: query.all("kind"), owners: query.all("owner"),
                            tiers: query.all("tier"), classifications: query.all("classification"),
                            tags: query.all("tag"), freshness: query.all("freshness"),
                            certified: query.flag("certified"), limit: query.number("limit")), door.person))
            }
        ]
    }

    /// Words that definitions may use.
    private static func words(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/glossary", access: .may(.find),
                summary: "Words of the business, and what they mean.",
                query: [
                    QueryParameter(name: "brief", description: "Only how much is about each, not what.", type: .flag)
                ],
                answer: .json([GlossaryTermSummary].self, "The terms, by name, with what is about them.")
            ) { door in try .json(await catalog.glossary(!door.query.flag("brief"))) },
            Route(
                method: .get, path: "/api/v1/glossary/{term}", access: .may(.find),
                summary: "One term of the glossary.",
                answer: .json(GlossaryTermSummary.self, "The term, with what is about it.")
            ) { door in try .json(await catalog.glossaryTerm(door.parameter("term"))) },
            Route(
                method: .get, path: "/api/v1/tags", access: .may(.find), summary: "Tags that definitions may carry.",
                answer: .json([TagSummary].self, "The tags, by name, with the values that each may have.")
            ) { _ in try .json(await catalog.tags()) },
        ]
    }

    private static func teams(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/teams", access: .may(.find), summary: "Teams, who own data.",
                answer: .json([TeamSummary].self, "The teams, by name, with how much they own.")
            ) { _ in try .json(await catalog.teams()) },
            Route(
                method: .get, path: "/api/v1/teams/{name}", access: .may(.find),
                summary: "One team, and what is wrong with its data.",
                answer: .json(
                    TeamDetail.self, "The team. Its people are for itself, and for who administers or audits.")
            ) { door in try .json(await catalog.team(door.parameter("name"), door.person)) },
        ]
    }

    private static func lineage(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets/{name}/lineage", access: .may(.find),
                summary: "What a dataset or a column is made of, and what is made of it.",
                query: [
                    QueryParameter(name: "column", description: "One column; the dataset as a whole if left out."),
                    QueryParameter(
                        name: "direction", description: "up: what it is made of; down: what is made of it.",
                        type: .word(["up", "down", "both"], otherwise: "both")),
                    QueryParameter(
                        name: "depth", description: "Steps at most.",
                        type: .integer(1...100, otherwise: 20)),
                    QueryParameter(
                        name: "limit", description: "Nodes at most.",
                        type: .integer(1...100_000, otherwise: 1000)),
                ],
                answer: .json(LineageAnswer.self, "The nodes by their distance, and the edges between them.")
            ) { door in
                try .json(
                    await catalog.lineage(
                        door.parameter("name"), door.query.first("column"), door.query.first("direction"),
                        door.query.number("depth"), door.query.number("limit")))
            }
        ]
    }

    /// What the rows of a dataset are like.
    private static func profiles(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets/{name}/profile", access: .may(.query),
                summary:
                    "What a partition is like: nulls, different values, extremes, deciles, common values of each column.",
                query: [QueryParameter(name: "partition", description: "The last one that has rows if left out.")],
                answer: .json(ProfileAnswer.self, "The profile; of what says something of a person, counts only.")
            ) { door in
                try .json(await catalog.profile(door.parameter("name"), door.query.first("partition"), door.person))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/profile/history", access: .may(.query),
                summary:
                    "What the partitions of a dataset were like, one after another, and where a figure is unusual.",
                query: [
                    QueryParameter(name: "column", description: "One column; all if left out."),
                    QueryParameter(name: "from", description: "First partition, e.g. 2018-11-01 or 2018-11-01T14."),
                    QueryParameter(name: "to", description: "End of the range, not included."),
                    QueryParameter(
                        name: "limit", description: "Partitions at most, the last ones.",
                        type: .integer(1...1000, otherwise: 60)),
                ],
                answer: .json(ProfileHistory.self, "The partitions that have a profile, oldest first.")
            ) { door in
                let request = ProfileHistoryRequest(
                    column: try door.query.first("column"), from: try door.query.first("from"),
                    to: try door.query.first("to"), limit: try door.query.number("limit"))
                return try .json(await catalog.profileHistory(door.parameter("name"), request, door.person))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/sample", access: .may(.query),
                summary: "A few rows, with what is personal masked.",
                query: [
                    QueryParameter(
                        name: "limit", description: "Rows at most.",
                        type: .integer(1...100, otherwise: 10))
                ],
                answer: AnswerDescription(
                    description: "An array of objects.", contentTypes: ["application/json"], isStreamed: true)
            ) { door in
                let (name, person) = (try door.parameter("name"), try door.person)
                let limit: Int = try door.query.number("limit")
                return try await door.pieces { try await catalog.sample(name, limit, person, $0) }
            },
        ]
    }

    private static func changes(_ catalog: CatalogServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/changes", access: .may(.find),
                summary: "What was changed in definitions, by whom and why.",
                query: [
                    QueryParameter(
                        name: "name", description: "Only of the event type, dataset, team, source or pool of this name."
                    ),
                    QueryParameter(
                        name: "before", description: "Only those of a lower number, for the next page.",
                        type: .integer(1...Int.max)),
                    QueryParameter(
                        name: "limit", description: "At most so many.",
                        type: .integer(1...1000, otherwise: 100)),
                ],
                answer: .json([AppliedChange].self, "The changes, the latest first.")
            ) { door in
                try .json(
                    await catalog.changes(
                        door.query.first("name"), door.query.number("before"), door.query.number("limit")))
            }
        ]
    }
}
