import BasinCollection
import BasinCore
import BasinMetastore
import BasinWire
import Synchronization

/// Live figures of each event type.
extension Platform {
    func status() async throws -> PlatformStatus {
        let pending = delivery.pendingRows()
        let uptime = Int((clock.now().microseconds - startedAt.microseconds) / 1_000_000)
        let isReady = ready.withLock { $0 }
        return try await read { [log, delivery] snapshot in
            let totals = try snapshot.totals()
            let types = try snapshot.eventTypes().filter { !$0.isRemoved }.map { type in
                let counts = totals[type.id]?.counts ?? LedgerCounts()
                let waiting = pending[type.id] ?? 0
                // Hours that so far are only in the log are open too.
                let newHours =
                    waiting == 0
                    ? []
                    : try delivery.pendingRows(typeID: type.id).keys.filter {
                        try snapshot.hour(typeID: type.id, $0) == nil
                    }
                return TypeStatus(
                    name: type.name, received: counts.received + waiting, delivered: counts.delivered,
                    duplicate: counts.duplicate, quarantined: counts.quarantined, pending: waiting,
                    openHours: (totals[type.id]?.openHours ?? 0) + newHours.count)
            }
            return PlatformStatus(
                ready: isReady, types: types.sorted { $0.name < $1.name },
                unknownTypeRefused: (totals[0]?.counts.quarantined ?? 0) + (pending[0] ?? 0), logBytes: log.byteCount,
                uptimeSeconds: uptime)
        }
    }
}
