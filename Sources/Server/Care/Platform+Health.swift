import BasinCollection
import BasinCore
import BasinMetastore
import BasinWire

/// How the server and its storage are.
extension Platform {
    func health() async throws -> HealthSummary {
        let uptime = Int((clock.now().microseconds - startedAt.microseconds) / 1_000_000)
        let (runs, incidents) = try await read { (try $0.activeRunCounts(), try $0.openIncidentCount()) }
        return HealthSummary(
            version: BasinVersion.current, startedAt: startedAt.description, uptimeSeconds: uptime, ready: isReadyForEvents,
            logBytes: log.byteCount, backlogBytes: delivery.backlogBytes, sideBytes: delivery.sideBytes,
            stuckTypes: delivery.currentProblems().count, freeBytes: disk.freeBytes, diskBytes: disk.bytes,
            diskIsAlmostFull: disk.isAlmostFull, workers: pipelines.workers,
            running: (runs["running"] ?? 0) + (runs["publishing"] ?? 0), queued: runs["queued"] ?? 0, retrying: runs["retrying"] ?? 0,
            openIncidents: incidents)
    }
}
