import BasinCore
import BasinWire
import Hummingbird

/// What data costs, and what may go.
enum CostRoutes {
    static func routes(_ cost: CostServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/cost", access: .may(.find),
                summary: "What a month used and costs, by who answers for it.",
                query: [
                    QueryParameter(
                        name: "by",
                        description: "team, dataset, pipeline or account; team if left out. Accounts are for who may audit."),
                    QueryParameter(name: "month", description: "As 2026-11; this month if left out."),
                ],
                answer: .json(CostAnswer.self, "The dearest first, with the month before and the sum.")
            ) { door in
                try .json(await cost.cost(door.query.first("by"), door.query.first("month"), door.person))
            },
            Route(
                method: .get, path: "/api/v1/cost/unread", access: .may(.find),
                summary: "Datasets that nobody reads, neither themselves nor what is made of them, with what they cost.",
                query: [QueryParameter(name: "days", description: "Not read for so many days, 1 to 365; 90 if left out.")],
                answer: .json(UnreadAnswer.self, "What saves most first. Nothing is removed by itself.")
            ) { door in
                try .json(await cost.unread(door.query.number("days", in: 1...365) ?? 90))
            },
        ]
    }
}
