import BasinCore
import BasinWeb
import BasinWire

/// Pages about audit, cost, settings.
enum OperationPages {
    static func routes(_ services: Services) -> [Route] {
        [records(services), verify(services)] + cost(services) + [settings(services)] + keys(services)
    }

    private static func records(_ services: Services) -> Route {
        .page(
            "/audit", .audit, "What was done, by whom.",
            query: [
                QueryParameter(name: "person", description: "Only of this account."),
                QueryParameter(name: "object", description: "Only to this object, e.g. a dataset."),
                QueryParameter(name: "action", description: "Only of this action, e.g. read."),
                QueryParameter(name: "before", description: "Only those of a lower number.", type: .integer(1...Int.max)),
            ], services
        ) { request in
            let before = try request.item("before").map { text -> Int in
                guard let number = ParameterType.number(text), number > 0 else {
                    throw BasinError(.invalid, "The number of a record is a whole number from 1 on.")
                }
                return number
            }
            let filter = AuditPage.Filter(
                person: try request.item("person"), object: try request.item("object"), action: try request.item("action"), before: before)
            let found = try await services.access.auditRecords(filter.person, filter.object, filter.action, before, AuditPage.pageSize)
            return AuditPage.page(found, filter, for: request.visitor)
        }
    }

    private static func verify(_ services: Services) -> Route {
        .page(
            "/audit/verify", .audit, "Whether the audit log is what was written down. Reads all of it.",
            query: [QueryParameter(name: "head", description: "NUMBER:HEX, as an earlier verification gave it.")], services
        ) { request in
            let head = try request.item("head")
            return AuditVerdictPage.page(try await services.access.verifyAudit(head), head: head, for: request.visitor)
        }
    }

    private static func cost(_ services: Services) -> [Route] {
        let costs = RecentAnswers<[String], CostAnswer>(seconds: 30), unread = RecentAnswers<Int, UnreadAnswer>(seconds: 300)
        return [
            .page(
                "/cost", .find, "What a month used and costs, by who answers for it.",
                query: [
                    QueryParameter(name: "by", description: "team, dataset, pipeline or account."),
                    QueryParameter(name: "month", description: "As 2026-11; this month if left out."),
                ], services
            ) { request in
                let by = try request.item("by") ?? "team", month = try request.item("month")
                guard CostPage.dimensions.contains(by) else {
                    throw BasinError(.invalid, "Costs are known by \(CostPage.dimensions.joined(separator: ", ")).")
                }
                if by == "account" { try request.person.require(.audit) }
                let now = request.visitor.moment.now
                // What is kept of this month is none of the next.
                let key = [by, month ?? Partition(.month, holding: now).description]
                let known = try await costs.answer(key, at: now) { try await services.cost.cost(by, month, request.person) }
                return CostPage.page(known.answer, asOf: known.at.description, for: request.visitor)
            },
            .page(
                "/cost/unread", .find, "Datasets that nobody reads, with what a month without them saves.",
                query: [QueryParameter(name: "days", description: "Not read for so many days, 90 if left out.", type: .integer(1...365))], services
            ) { request in
                let text = try request.item("days") ?? "90"
                guard let days = ParameterType.number(text), (1...365).contains(days) else {
                    throw BasinError(.invalid, "The days are a whole number from 1 to 365.")
                }
                let known = try await unread.answer(days, at: request.visitor.moment.now) { try await services.cost.unread(days) }
                return UnreadPage.page(known.answer, asOf: known.at.description, for: request.visitor)
            },
        ]
    }

    private static func settings(_ services: Services) -> Route {
        .page("/settings", .find, "How the server is, open incidents, write keys.", services) { request in
            async let health = services.care.health()
            async let incidents = { try? await services.incidents(false) }()
            async let keys = request.visitor.may(.administer) ? { try? await services.keys() }() : nil
            return try await SettingsPage.page(health, incidents: incidents, keys: keys, for: request.visitor)
        }
    }

    private static func keys(_ services: Services) -> [Route] {
        [
            .page("/settings/keys", .administer, "Write keys, and forms to make, limit and revoke them.", services) { request in
                WriteKeysPage.page(try await services.keys(), for: request.visitor)
            },
            .form("/settings/keys", .administer, "Make a write key, and show its secret this once.", fields: ["name", "limit", "quota"], services) {
                (request: PageRequest, fields: FormFields) async throws -> Page in
                let name = try fields.require("name")
                request.door.notes.add("key", name)
                let made = try await services.createKey(KeyRequest(name: name, limit: fields.text("limit"), quota: fields.text("quota")))
                return WriteKeysPage.made(made, for: request.visitor)
            },
            .form("/settings/limits", .administer, "Set how many events may come with a write key.", fields: ["name", "limit", "quota"], services) {
                (request: PageRequest, fields: FormFields) async throws -> Address in
                let name = try fields.require("name")
                request.door.notes.add("key", name)
                try await services.limitKey(name, KeyLimits(limit: fields.text("limit"), quota: fields.text("quota")))
                return "/settings/keys"
            },
            .form("/settings/revoke", .administer, "Revoke a write key.", fields: ["name"], services) {
                (request: PageRequest, fields: FormFields) async throws -> Address in
                let name = try fields.require("name")
                request.door.notes.add("key", name)
                try await services.revokeKey(name)
                return "/settings/keys"
            },
        ]
    }
}
