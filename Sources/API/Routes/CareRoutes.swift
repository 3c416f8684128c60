import BasinCore
import BasinWire
import HTTPTypes

/// What an operator asks, and does for what is stored.
enum CareRoutes {
    static func routes(_ services: CareServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/health", access: .may(.find),
                summary: "How the server and its storage are: since when it runs, disk, event log, runs, incidents.",
                answer: .json(HealthSummary.self, "The figures of now.")
            ) { _ in try .json(await services.health()).momentary },
            Route(
                method: .post, path: "/api/v1/backup", access: .may(.administer),
                summary: "Take a consistent copy of the data folder into a folder of the server's machine.",
                body: .json(BackupRequest.self),
                answer: .json(BackupSummary.self, "The backup, whole and durable.")
            ) { door in
                let request = try await door.json(BackupRequest.self)
                door.notes.add("folder", request.folder)
                door.notes.add("with_master_key", String(request.includesMasterKey))
                return try .json(await services.backup(request))
            }
        ]
    }
}
