import BasinCore
import BasinMetastore
import BasinWarehouse
import BasinWire

/// The Iceberg REST catalog. Its clients read files themselves, so a table is granted whole or not at all.
extension Platform {
    func icebergTables(for person: Principal) async throws -> [String] {
        let now = clock.now()
        return try await read { snapshot in
            let grants = try snapshot.grants(for: person, at: now)
            return try Self.guardedTables(in: snapshot).filter { table in
                try snapshot.metadataLocation(typeID: table.id) != nil
                    && table.reading(of: person, grants, at: now)?.isWhole == true
            }.map(\.name).sorted()
        }
    }

    /// - Throws: `.forbidden`, when the person may not read all of it; `.notFound`.
    func icebergTable(named name: String, for person: Principal) async throws -> IcebergTableAnswer {
        let now = clock.now()
        let (table, location) = try await read { snapshot -> (GuardedTable?, String?) in
            let table = try Self.guardedTable(named: name, in: snapshot)
            return (table, try table.flatMap { try snapshot.metadataLocation(typeID: $0.id) })
        }
        guard let table, let location else { throw BasinError(.notFound, "There is no table \(name) in the catalog.") }
        try await requireWhole([table], for: person, by: "iceberg", at: now)
        let metadata = try await BlockingThreads.shared.run { try IcebergProjection.metadataText(at: location) }
        return IcebergTableAnswer(metadataLocation: location, metadata: metadata)
    }
}
