import BasinCore
import BasinWire
import Hummingbird
import NIOCore

/// Lineage that others tell, and that of single revisions.
enum LineageRoutes {
    static func routes(_ lineage: LineageServices) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1/lineage", access: .may(.develop),
                summary: "Tell of a run, a job or a dataset of yours with an event of OpenLineage 2.0.2; the body may be gzipped.",
                body: BodyDescription(
                    contentTypes: ["application/json"],
                    schema: [
                        "type": "object", "description": "A RunEvent, JobEvent or DatasetEvent of OpenLineage.",
                        "required": ["eventTime", "producer", "schemaURL"],
                    ]),
                answer: taken
            ) { door in
                let received = try await lineage.receive(body(door, isBatch: false))
                return try .json(received.receipt, status: received.isRun ? .created : .ok)
            },
            Route(
                method: .post, path: "/api/v1/lineage/batch", access: .may(.develop),
                summary: "Tell of up to 1,000 events of OpenLineage at once; those that are wrong do not keep the others out.",
                body: BodyDescription(
                    contentTypes: ["application/json"], schema: ["type": "array", "items": ["type": "object"]]),
                answer: .json(LineageReceipt.self, "How many were taken, and why others were not.")
            ) { door in
                try .json(await lineage.receive(body(door, isBatch: true)).receipt)
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/partitions/{partition}/lineage", access: .may(.find),
                summary: "Which revisions a partition's revision was made of, and what was made of it.",
                query: [
                    QueryParameter(
                        name: "revision", description: "The current one if left out.",
                        type: .integer(1...1_000_000_000)),
                    QueryParameter(
                        name: "direction", description: "up: what it is made of; down: what is made of it.",
                        type: .word(["up", "down", "both"], otherwise: "both")),
                    QueryParameter(name: "depth", description: "Steps at most.", type: .integer(1...100, otherwise: 20)),
                    QueryParameter(
                        name: "limit", description: "Revisions at most.", type: .integer(1...10_000, otherwise: 1000)),
                ],
                answer: .json(PartitionLineageAnswer.self, "The revisions by their distance, and the edges between them.")
            ) { door in
                try .json(
                    await lineage.partition(
                        PartitionLineageRequest(
                            dataset: door.parameter("name"), partition: door.parameter("partition"),
                            revision: door.query.number("revision"),
                            direction: door.query.first("direction") ?? "both",
                            depth: door.query.number("depth"),
                            limit: door.query.number("limit"))))
            },
        ]
    }

    private static var taken: AnswerDescription {
        var answer = AnswerDescription.json(
            LineageReceipt.self, "It was taken: 201 for an event of a run, 200 for one of a job or a dataset.", status: 201)
        answer.otherStatus = 200
        return answer
    }

    private static func body(_ door: DoorRequest, isBatch: Bool) async throws -> LineageBody {
        let isGzip = try EventRoutes.isGzip(door.request.headers)
        let bytes = try await door.request.collectedBody(upTo: LineageBody.most)
        return LineageBody(bytes: bytes, isGzip: isGzip, isBatch: isBatch)
    }
}
