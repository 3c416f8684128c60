import BasinCore
import BasinWeb
import BasinWire

/// Pages about backfills.
enum BackfillPages {
    static func routes(_ services: Services) -> [Route] { [list(services), backfill(services), begin(services)] + changes(services) }

    private static func list(_ services: Services) -> Route {
        .page("/backfills", .find, "Backfills, and the form to begin one.", services) { request in
            BackfillsPage.page(try await services.pipelines.backfills(), for: request.visitor)
        }
    }

    private static func backfill(_ services: Services) -> Route {
        .page("/backfills/{id}", .find, "One backfill: how far it is, and what failed.", services) { request in
            let id = try request.number("id")
            let backfill = try await services.pipelines.backfill(id)
            async let failed = services.pipelines.find(RunFilter(state: "failed", backfill: id, limit: 100))
            async let latest = services.pipelines.find(RunFilter(backfill: id, limit: 50))
            return BackfillPage.page(backfill, failed: try await failed, latest: try await latest, for: request.visitor)
        }
    }

    private static func begin(_ services: Services) -> Route {
        .form(
            "/backfills", .develop, "Make a range of partitions again.", fields: ["dataset", "from", "to", "concurrency", "order", "reason"], services
        ) { request, fields in
            let asked = BackfillRequest(
                dataset: try fields.require("dataset"), from: try fields.require("from"), to: try fields.require("to"),
                concurrency: try fields.number("concurrency"), newestFirst: try fields.text("order") == "newest", reason: try fields.text("reason"))
            request.door.notes.add("dataset", asked.dataset)
            return RunWords.backfill(try await services.pipelines.beginBackfill(asked, request.person).id)
        }
    }

    private static func changes(_ services: Services) -> [Route] {
        ["pause", "resume", "cancel"].map { change in
            .form(
                "/backfills/{id}/\(change)", .develop, "\(change.prefix(1).uppercased() + change.dropFirst()) a backfill.", fields: [], services
            ) { request, _ in
                RunWords.backfill(try await services.pipelines.changeBackfill(request.number("id"), change, request.person).id)
            }
        }
    }
}
