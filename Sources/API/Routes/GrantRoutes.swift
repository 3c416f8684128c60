import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird

/// Who may read what: grants, and what people ask for.
enum GrantRoutes {
    static func routes(_ access: AccessServices) -> [Route] { grants(access) + requests(access) }

    private static func grants(_ access: AccessServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/grants", access: .may(.find),
                summary: "One's grants; everybody's for who governs or audits.",
                answer: .json([GrantSummary].self, "The grants, the latest first.")
            ) { door in try .json(await access.grants(door.person)) },
            Route(
                method: .post, path: "/api/v1/grants", access: .may(.govern),
                summary: "Let an account or a team read a restricted dataset, or open values, for a purpose and a time.",
                body: .json(GrantRequest.self), answer: .json(GrantSummary.self, "The grant.", status: 201)
            ) { door in
                let grant = try await access.grant(door.json(GrantRequest.self, upTo: DoorRequest.formBytes), door.person)
                note(grant, door)
                return try .json(grant, status: .created)
            },
            Route(
                method: .delete, path: "/api/v1/grants/{id}", access: .may(.govern), summary: "Revoke a grant.",
                answer: AnswerDescription(status: 204, description: "It opens nothing any more.")
            ) { door in
                note(try await access.revokeGrant(RunRoutes.id(door), door.person), door)
                return Response(status: .noContent)
            },
        ]
    }

    private static func requests(_ access: AccessServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/access-requests", access: .may(.find),
                summary: "What one asked for and what one may decide; everything for who governs or audits.",
                query: [
                    QueryParameter(
                        name: "state", description: "Only those of this state.",
                        type: .word(["open", "approved", "refused", "withdrawn"]))
                ],
                answer: .json([AccessRequestSummary].self, "The requests, the latest first.")
            ) { door in try .json(await access.requests(door.query.first("state"), door.person)) },
            Route(
                method: .get, path: "/api/v1/access-requests/{id}", access: .may(.find),
                summary: "One request: of oneself, of one's team's datasets, or any for who governs or audits.",
                answer: .json(AccessRequestSummary.self, "The request.")
            ) { door in try .json(await access.request(RunRoutes.id(door), door.person)) },
            Route(
                method: .post, path: "/api/v1/access-requests", access: .may(.find),
                summary: "Ask a dataset's owner for leave to read it, or to open its values.",
                body: .json(AccessRequestForm.self), answer: .json(AccessRequestSummary.self, "The request.", status: 201)
            ) { door in
                let request = try await access.ask(door.json(AccessRequestForm.self, upTo: DoorRequest.formBytes), door.person)
                note(request, door)
                return try .json(request, status: .created)
            },
        ]
            + ["approve", "refuse", "withdraw"].map { decision in
                Route(
                    method: .post, path: "/api/v1/access-requests/{id}/\(decision)", access: .may(.find),
                    summary: decision == "withdraw"
                        ? "Take back what one asked for."
                        : "\(decision.prefix(1).uppercased() + decision.dropFirst()) a request: the dataset's owner, or who governs.",
                    body: .json(AccessDecision.self), answer: .json(AccessRequestSummary.self, "The request.")
                ) { door in
                    let request = try await access.decide(
                        RunRoutes.id(door), decision, door.json(AccessDecision.self, upTo: DoorRequest.formBytes), door.person)
                    note(request, door)
                    return try .json(request)
                }
            }
    }

    static func note(_ grant: GrantSummary, _ door: DoorRequest) {
        door.notes.add("grant", String(grant.id))
        door.notes.add("to", grant.account ?? grant.team)
        door.notes.add("dataset", grant.dataset ?? "all")
        door.notes.add("classification", grant.classification)
        door.notes.add("purpose", grant.purpose)
        door.notes.add("until", grant.until)
    }

    static func note(_ request: AccessRequestSummary, _ door: DoorRequest) {
        door.notes.add("request", String(request.id))
        door.notes.add("for", request.account)
        door.notes.add("dataset", request.dataset)
        door.notes.add("classification", request.classification)
        door.notes.add("purpose", request.purpose)
        door.notes.add("grant", request.grant.map { String($0) })
    }
}
