import BasinCore
import BasinWeb
import BasinWire

/// Pages about who may read what: grants and requests.
enum AccessPages {
    static func routes(_ services: Services) -> [Route] {
        [overview(services), request(services)] + grants(services) + requests(services) + PeoplePages.routes(services)
            + OwnAccountPages.routes(services)
    }

    private static func overview(_ services: Services) -> Route {
        .page(
            "/access", .find, "Grants, and requests that wait.",
            query: [QueryParameter(name: "dataset", description: "The dataset that the form to grant names.")], services
        ) { request in
            async let grants = services.access.grants(request.person)
            async let requests = services.access.requests(nil, request.person)
            return AccessPage.page(
                grants: try await grants, requests: try await requests, dataset: try request.item("dataset"), for: request.visitor)
        }
    }

    private static func request(_ services: Services) -> Route {
        .page("/access/requests/{id}", .find, "One request: what is asked, who decides, what came of it.", services) { request in
            let asked = try await services.access.request(request.number("id"), request.person)
            let grants = asked.grant == nil ? [] : (try? await services.access.grants(request.person)) ?? []
            return RequestPage.page(asked, grant: grants.first { $0.id == asked.grant }, for: request.visitor)
        }
    }

    private static func grants(_ services: Services) -> [Route] {
        [
            .form(
                "/access", .govern, "Let an account or a team read more than everybody may.",
                fields: ["account", "team", "dataset", "classification", "purpose", "days", "reason"], services
            ) { request, fields in
                let grant = try await services.access.grant(
                    GrantRequest(
                        account: fields.text("account"), team: fields.text("team"), dataset: fields.text("dataset"),
                        classification: fields.text("classification"), purpose: fields.require("purpose"), days: fields.number("days") ?? 30,
                        reason: fields.text("reason")), request.person)
                GrantRoutes.note(grant, request.door)
                return "/access#grants"
            },
            .form("/access/grants/{id}/revoke", .govern, "Revoke a grant.", fields: [], services) { request, _ in
                GrantRoutes.note(try await services.access.revokeGrant(request.number("id"), request.person), request.door)
                return "/access#grants"
            },
        ]
    }

    private static func requests(_ services: Services) -> [Route] {
        let ask = Route.form(
            "/access/requests", .find, "Ask a dataset's owner for leave to read it, or to open its values.",
            fields: ["dataset", "classification", "purpose", "reason", "days"], services
        ) { request, fields in
            let asked = try await services.access.ask(
                AccessRequestForm(
                    dataset: fields.require("dataset"), classification: fields.text("classification"), purpose: fields.require("purpose"),
                    reason: fields.require("reason"), days: fields.number("days")), request.person)
            GrantRoutes.note(asked, request.door)
            return address(asked)
        }
        return [ask]
            + ["approve", "refuse", "withdraw"].map { decision in
                .form(
                    "/access/requests/{id}/\(decision)", .find, "\(decision.prefix(1).uppercased() + decision.dropFirst()) a request.",
                    fields: ["answer"], services
                ) { request, fields in
                    let decided = try await services.access.decide(
                        request.number("id"), decision, AccessDecision(answer: fields.text("answer")), request.person)
                    GrantRoutes.note(decided, request.door)
                    return address(decided)
                }
            }
    }

    private static func address(_ request: AccessRequestSummary) -> Address { Address("access", "requests", String(request.id)) }
}
