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
                        description: "Who or what answers for it. Accounts are for who may audit.",
                        type: .word(["team", "dataset", "pipeline", "account"], otherwise: "team")),
                    QueryParameter(name: "month", description: "As 2026-11; this month if left out."),
                ],
                answer: .json(CostAnswer.self, "The dearest first, with the month before and the sum.")
            ) { door in
                try .json(await cost.cost(door.query.first("by"), door.query.first("month"), door.person))
            },
            Route(
                method: .get, path: "/api/v1/cost/unread", access: .may(.find),
                summary: "Datasets that nobody reads, neither themselves nor what is made of them, with what they cost.",
                query: [
                    QueryParameter(
                        name: "days", description: "Not read for so many days.", type: .integer(1...365, otherwise: 90))
                ],
                answer: .json(UnreadAnswer.self, "What saves most first. Nothing is removed by itself.")
            ) { door in
                try .json(await cost.unread(door.query.number("days")))
            },
        ]
    }
}
