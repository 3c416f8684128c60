import BasinCore
import BasinMetastore
import BasinWire

/// What keeps hours open or events undelivered.
extension Platform {
    func incidents(all: Bool) async throws -> [IncidentSummary] {
        try await read { snapshot in
            let names = Dictionary(uniqueKeysWithValues: try snapshot.eventTypeNames().map { ($0.value, $0.key) })
            return try snapshot.incidents(openOnly: !all, limit: 1000).map {
                IncidentSummary(
                    id: Int($0.id), type: names[$0.typeID], kind: $0.kind.rawValue, hour: $0.hour?.description,
                    message: $0.message, openedAt: $0.openedAt.description, closedAt: $0.closedAt?.description)
            }
        }
    }
}
