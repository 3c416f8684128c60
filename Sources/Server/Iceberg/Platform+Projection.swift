import BasinCore
import BasinMetastore
import BasinWarehouse
import Logging
import Synchronization

/// Iceberg tables follow what is published.
extension Platform {
    func projectWhatIsBehind() async {
        let behind = unprojected.all
        guard !behind.isEmpty else { return }
        for table in (try? await projectedTables()) ?? [] where behind.contains(table.id) {
            if Task.isCancelled { return }
            await project(table)
        }
    }

    func projectedTables() async throws -> [ProjectedTable] {
        try await read { snapshot in
            try snapshot.eventTypes().map { ProjectedTable($0) }
                + snapshot.datasets().map { ProjectedTable($0.dataset) }
        }
    }

    /// Brings one Iceberg table up to date; what fails is tried again with the next round.
    func project(_ table: ProjectedTable, summary: [String: String] = [:]) async {
        // Before the work: what is published meanwhile must come again.
        unprojected.remove(table.id)
        do {
            try await projecting.run { [projection] in try projection.project(table, summary: summary) }
            unprojected.succeeded(table.id)
            toProfile.withLock { _ = $0.insert(table.id) }
        } catch {
            // The same trouble every second is one trouble.
            guard unprojected.failed(table.id) else { return }
            logger.error(
                "the Iceberg table could not follow; it is tried again",
                metadata: ["dataset": "\(table.name)", "error": "\(error)"])
        }
    }
}
