import BasinCore
import BasinWire
import Hummingbird

/// Partitions of datasets that pipelines make, pausing them, and backfills.
enum PipelineRoutes {
    static func routes(_ services: PipelineServices) -> [Route] { datasets(services) + backfills(services) }

    private static func datasets(_ services: PipelineServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets/{name}/partitions", access: .may(.find),
                summary: "The partitions of a dataset and their states.",
                query: [
                    QueryParameter(
                        name: "from", description: "The first partition; the latest 100 unless given.",
                        type: .text(atMost: 40, example: "2018-11-03")),
                    QueryParameter(
                        name: "to", description: "The end of the range, not included.",
                        type: .text(atMost: 40)),
                ],
                answer: .json([PartitionSummary].self, "The partitions, oldest first.")
            ) { door in
                try .json(
                    await services.partitions(
                        door.parameter("name"), door.query.first("from"), door.query.first("to"), door.person))
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/why", access: .may(.find),
                summary: "Why a partition is as it is, and what to do.",
                query: [
                    QueryParameter(
                        name: "partition", description: "The partition.", isRequired: true,
                        type: .text(atMost: 40, example: "2018-11-03"))
                ],
                answer: .json(WhyAnswer.self, "The reasons.")
            ) { door in
                try .json(await services.why(door.parameter("name"), door.query.require("partition")))
            },
            Route(
                method: .post, path: "/api/v1/datasets/{name}/pause", access: .may(.develop),
                summary: "Start no more runs of the dataset by itself.",
                answer: AnswerDescription(status: 204, description: "It is paused.")
            ) { door in
                try await services.pause(door.parameter("name"), door.person)
                return Response(status: .noContent)
            },
            Route(
                method: .post, path: "/api/v1/datasets/{name}/resume", access: .may(.develop),
                summary: "Go on with a paused dataset, and say what becomes of the gap.",
                body: .json(ResumeRequest.self), answer: AnswerDescription(status: 204, description: "It goes on.")
            ) { door in
                try await services.resume(door.parameter("name"), door.json(ResumeRequest.self), door.person)
                return Response(status: .noContent)
            },
        ]
    }

    private static func backfills(_ services: PipelineServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/backfills", access: .may(.find), summary: "Backfills, the latest first.",
                answer: .json([BackfillSummary].self, "The backfills.")
            ) { _ in try .json(await services.backfills()) },
            Route(
                method: .post, path: "/api/v1/backfills", access: .may(.develop),
                summary: "Make a range of partitions again, with less right to workers than live runs.",
                body: .json(BackfillRequest.self), answer: .json(BackfillSummary.self, "The backfill.", status: 201)
            ) { door in
                let request = try await door.json(BackfillRequest.self)
                door.notes.add("dataset", request.dataset)
                return try .json(await services.beginBackfill(request, door.person), status: .created)
            },
            Route(
                method: .get, path: "/api/v1/backfills/{id}", access: .may(.find), summary: "One backfill.",
                answer: .json(BackfillSummary.self, "The backfill.")
            ) { door in try .json(await services.backfill(RunRoutes.id(door))) },
        ]
            + ["pause", "resume", "cancel"].map { change in
                Route(
                    method: .post, path: "/api/v1/backfills/{id}/\(change)", access: .may(.develop),
                    summary: "\(change.prefix(1).uppercased() + change.dropFirst()) a backfill.",
                    answer: .json(BackfillSummary.self, "The backfill.")
                ) { door in try .json(await services.changeBackfill(RunRoutes.id(door), change, door.person)) }
            }
    }
}
