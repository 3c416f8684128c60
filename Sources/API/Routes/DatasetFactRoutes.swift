import BasinCore
import BasinWire
import Hummingbird

/// How one dataset is made, checked, used and guarded.
enum DatasetFactRoutes {
    static func routes(_ datasets: DatasetServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets/{name}/definition", access: .may(.find),
                summary: "How a dataset that a pipeline makes is made: its SQL, what it reads, when, and what is checked.",
                answer: .json(DatasetMaking.self, "As it was last applied. SQL is for who may query.")
            ) { door in try .json(await datasets.making(door.parameter("name"), door.person)) },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/checks", access: .may(.find),
                summary: "What the checks of a dataset found in the runs of its last partitions.",
                query: [
                    QueryParameter(name: "limit", description: "Runs at most.", type: .integer(1...200, otherwise: 50)), RunRoutes.failing,
                ],
                answer: .json([CheckedRun].self, "The latest partition first. Rows that failed are for who may read all of it.")
            ) { door in
                try .json(
                    await datasets.checks(
                        door.parameter("name"), door.query.number("limit"), Set(door.query.all("failing")), door.person))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/use", access: .may(.find),
                summary: "How often a dataset was read, by day and way, and by how many.",
                query: [QueryParameter(name: "days", description: "So many, today included.", type: .integer(1...90, otherwise: 30))],
                answer: .json(DatasetUse.self, "Its use. Accounts are for who may audit.")
            ) { door in try .json(await datasets.use(door.parameter("name"), door.query.number("days"), door.person)) },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/access", access: .may(.find),
                summary: "What one may read of a dataset now, and by which grants.",
                answer: .json(DatasetAccess.self, "Rows, sealed columns, grants and requests.")
            ) { door in try .json(await datasets.access(door.parameter("name"), door.person)) },
        ]
    }
}
