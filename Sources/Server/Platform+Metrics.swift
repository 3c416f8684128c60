import BasinCollection
import BasinCore
import BasinMetastore
import BasinTracing
import BasinWire
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// What `/metrics` says. `docs/metrics.md` lists every family; a test holds the two together.
extension Platform {
    func metricsText() async -> String {
        var metrics = intake.counters.metrics + limiter.metrics + processMetrics
        metrics += [
            Metric("basin_ready", .gauge, "1 while events are taken", isReadyForEvents ? 1 : 0),
            Metric("basin_disk_free_bytes", .gauge, "Room on the disk of the data folder", disk.freeBytes),
            Metric("basin_collection_log_bytes", .gauge, "Size of the event log", log.byteCount),
            Metric("basin_collection_backlog_bytes", .gauge, "Events in memory that wait for delivery", delivery.backlogBytes),
            Metric(
                "basin_collection_side_bytes", .gauge,
                "Events that wait beside the log because their type cannot be delivered", delivery.sideBytes),
            Metric(
                "basin_collection_delivery_problems", .gauge, "Event types that cannot be delivered or sealed now",
                delivery.currentProblems().count),
        ]
        metrics += (tracer?.queue.figures ?? SpanFigures()).metrics
        metrics += liveMetrics
        metrics += (try? await storedMetrics()) ?? []
        return metrics.map(\.text).joined()
    }

    var isReadyForEvents: Bool { ready.withLock { $0 } && !disk.isAlmostFull }

    private func storedMetrics() async throws -> [Metric] {
        let types = try await status().types
        func ofTypes(_ name: String, _ kind: Metric.Kind, _ help: String, _ value: (TypeStatus) -> Int) -> Metric {
            Metric(name, kind, help, types.map { Metric.Sample(labels: [("type", $0.name)], Double(value($0))) })
        }
        let (incidents, runs) = try await read { (try $0.openIncidentCount(), try $0.runCounts()) }
        return [
            ofTypes("basin_collection_events_received_total", .counter, "Events in the ledger and on their way", \.received),
            ofTypes("basin_collection_events_delivered_total", .counter, "Events in the dataset", \.delivered),
            ofTypes("basin_collection_events_duplicate_total", .counter, "Events that had been delivered before", \.duplicate),
            ofTypes("basin_collection_events_quarantined_total", .counter, "Events that were refused with a reason", \.quarantined),
            ofTypes("basin_collection_events_pending", .gauge, "Durable events that wait for delivery", \.pending),
            ofTypes("basin_collection_hours_open", .gauge, "Hours that are not sealed", \.openHours),
            Metric("basin_incidents_open", .gauge, "Incidents that last: see basin incidents", incidents),
            Metric(
                "basin_runs", .gauge, "Runs of pipelines that were ever made, by the state they are in",
                runs.sorted { $0.key < $1.key }.map { Metric.Sample(labels: [("state", $0.key)], Double($0.value)) }),
        ]
    }

    private var processMetrics: [Metric] {
        var metrics = [
            Metric(
                "process_start_time_seconds", .gauge, "When the server was started, since 1970",
                [Metric.Sample(Double(startedAt.microseconds / 1_000_000))])
        ]
        #if os(Linux)
            let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
                .split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0
            metrics += [
                Metric(
                    "process_resident_memory_bytes", .gauge, "Memory of the server, its workers left out",
                    pages * sysconf(Int32(_SC_PAGESIZE))),
                Metric("process_open_fds", .gauge, "Open files and connections of the server", descriptors),
            ]
        #endif
        return metrics
    }
}
