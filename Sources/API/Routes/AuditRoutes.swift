import BasinCore
import BasinWire
import Hummingbird

/// What was done, by whom, and whether that is still what was written down.
enum AuditRoutes {
    static func routes(_ access: AccessServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/audit", access: .may(.audit),
                summary: "Every change, every refusal and every reading of what not everybody may read.",
                query: [
                    QueryParameter(name: "person", description: "Only of this account."),
                    QueryParameter(name: "object", description: "Only to this object, e.g. a dataset."),
                    QueryParameter(name: "action", description: "Only of this action, e.g. read."),
                    QueryParameter(
                        name: "before", description: "Only those of a lower number: `next` of the answer before.",
                        type: .integer(1...Int.max)),
                    QueryParameter(
                        name: "limit", description: "At most so many.",
                        type: .integer(1...1000, otherwise: 100)),
                ],
                answer: .json(AuditAnswer.self, "The records, the latest first, and where to go on.")
            ) { door in
                try .json(
                    await access.auditRecords(
                        door.query.first("person"), door.query.first("object"), door.query.first("action"),
                        door.query.number("before"), door.query.number("limit")))
            },
            Route(
                method: .get, path: "/api/v1/audit/verify", access: .may(.audit),
                summary: "Read the whole audit log and say whether anything was changed or taken out.",
                query: [
                    QueryParameter(
                        name: "head", description: "NUMBER:HEX, as an earlier answer gave it.",
                        type: .text(atMost: 100))
                ],
                answer: .json(AuditVerification.self, "What was found.")
            ) { door in try .json(await access.verifyAudit(door.query.first("head"))) },
            Route(
                method: .get, path: "/api/v1/audit/export", access: .may(.audit),
                summary: "The whole audit log as it is stored.",
                answer: AnswerDescription(
                    description: "A record a line, with the mac that chains it.", contentTypes: ["application/x-ndjson"],
                    isStreamed: true)
            ) { door in try await door.pieces { try await access.exportAudit($0) } },
        ]
    }
}
