import BasinCore
import BasinWeb
import BasinWire

/// Pages about a dataset: what it is.
enum DatasetPages {
    static func routes(_ services: Services) -> [Route] {
        [
            overview(services), schema(services), checks(services), usage(services), history(services), access(services), ask(services),
            read(services),
        ]
    }

    private static func overview(_ services: Services) -> Route {
        .datasetPage("/datasets/{name}", .find, "A dataset: what it is, whose, and whether one can rely on it.", services) { request, detail in
            DatasetOverviewPage.page(detail, for: request.visitor)
        }
    }

    private static func schema(_ services: Services) -> Route {
        .datasetPage(
            "/datasets/{name}/schema", .find, "A dataset's columns, how they changed, and the SQL that makes them.",
            query: [
                QueryParameter(name: "from", description: "A schema version, to compare from."),
                QueryParameter(name: "to", description: "A schema version, to compare to."),
            ], services
        ) { request, detail in
            let name = detail.summary.name
            guard detail.summary.kind == "event" else {
                let making = try await part { try await services.ofDataset.making(name, request.person) }
                return DatasetSchemaPage.page(detail, making: making, for: request.visitor)
            }
            let from = try request.item("from"), to = try request.item("to")
            async let versions = part { try await services.schemas.versions(name) }
            let diff: SchemaDiff? = from == nil && to == nil ? nil : try await services.schemas.diff(name, from, to)
            return DatasetSchemaPage.page(detail, versions: try await versions ?? [], diff: diff, for: request.visitor)
        }
    }

    private static let runsChecked = 100

    private static func checks(_ services: Services) -> Route {
        .datasetPage(
            "/datasets/{name}/checks", .find, "A dataset's checks, and what they found.", query: [PageRequest.failing], services
        ) { request, detail in
            let name = detail.summary.name, person = request.person
            async let checked = part {
                try await request.withFailingRows { try await services.ofDataset.checks(name, runsChecked, $0, person) }
            }
            let making = try await services.ofDataset.making(name, person)
            let runs = try await checked
            return DatasetChecksPage.page(detail, making, runs?.found, failing: runs?.failing, for: request.visitor)
        }
    }

    private static func usage(_ services: Services) -> Route {
        .datasetPage(
            "/datasets/{name}/usage", .find, "Who uses a dataset, how often and in which ways.",
            query: [QueryParameter(name: "days", description: "So many, today included: 1 to 90; 30 if left out.")], services
        ) { request, detail in
            let days = try request.item("days").map { text in
                guard let days = ParameterType.number(text), (1...90).contains(days) else {
                    throw BasinError(.invalid, "`days` is a number from 1 to 90.")
                }
                return days
            }
            let use = try await services.ofDataset.use(detail.summary.name, days ?? 30, request.person)
            return DatasetUsagePage.page(detail, use, for: request.visitor)
        }
    }

    private static let changesShown = 50

    private static func history(_ services: Services) -> Route {
        .datasetPage(
            "/datasets/{name}/history", .find, "How a dataset's definition changed, by whom and why.",
            query: [QueryParameter(name: "before", description: "Only changes of a lower number, for the next page.")], services
        ) { request, detail in
            let before = try request.item("before").map { text in
                guard let number = ParameterType.number(text), number > 0 else {
                    throw BasinError(.invalid, "`before` is the number of a change.")
                }
                return number
            }
            let changes = try await services.catalog.changes(detail.summary.name, before, changesShown)
            // Teams, terms and others may have the same name.
            let own = changes.filter { $0.change.object.hasPrefix("event ") || $0.change.object.hasPrefix("dataset ") }
            let older = changes.count == changesShown ? changes.last?.number : nil
            return DatasetHistoryPage.page(detail, own, older: older, for: request.visitor)
        }
    }

    private static func access(_ services: Services) -> Route {
        .datasetPage("/datasets/{name}/access", .find, "What one may read of a dataset, and how to ask for more.", services) { request, detail in
            let access = try await services.ofDataset.access(detail.summary.name, request.person)
            return DatasetAccessPage.page(detail, access, for: request.visitor)
        }
    }

    private static func ask(_ services: Services) -> Route {
        .form(
            "/datasets/{name}/access", .find, "Ask for access to a dataset.",
            fields: ["classification", "purpose", "reason", "days"], services
        ) { request, fields in
            let form = AccessRequestForm(
                dataset: try request.parameter("name"), classification: try fields.text("classification"),
                purpose: try fields.require("purpose"), reason: try fields.require("reason"), days: try fields.number("days"))
            let asked = try await services.access.ask(form, request.person)
            GrantRoutes.note(asked, request.door)
            return Address("access", "requests", String(asked.id))
        }
    }

    private static func read(_ services: Services) -> Route {
        .datasetPage("/datasets/{name}/read", .find, "How to read a dataset: commands and code to be copied.", services) { request, detail in
            let here = OwnAddress(request.door)
            return DatasetReadPage.page(
                detail, base: here.base, host: here.host, postgresPort: services.pages.postgresPort(), for: request.visitor)
        }
    }

    /// A part that a page can do without: nil where the person may not have it, or it is not there.
    private static func part<Value: Sendable>(_ read: @Sendable () async throws -> Value) async throws -> Value? {
        do {
            return try await read()
        } catch let error as BasinError where error.code != .unavailable {
            return nil
        }
    }
}
