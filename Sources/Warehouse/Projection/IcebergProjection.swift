package import BasinCore
package import BasinMetastore
import Foundation

/// Shows sealed hours and published partitions to Iceberg readers.
///
/// The metastore is the truth; the table's snapshots follow it. A projection compares the files of current revisions
/// with those of the current snapshot and commits the difference, so it may be repeated, and a crash between the two is
/// mended by the next.
package struct IcebergProjection: Sendable {
    let dataFolder: String
    let metastore: Metastore
    let clock: Clock

    package init(dataFolder: String, metastore: Metastore, clock: Clock) {
        self.dataFolder = dataFolder
        self.metastore = metastore
        self.clock = clock
    }

    /// The text of a metadata file. Blocks.
    package static func metadataText(at location: String) throws -> String {
        String(decoding: try IcebergTable.load(metadataLocation: location).version.metadata.encoded(), as: UTF8.self)
    }

    /// Brings the table of one dataset up to date, making it if it is new. Blocks. One caller at a time.
    /// - Parameter summary: what the snapshot says about itself, e.g. a reason.
    package func project(_ dataset: ProjectedTable, summary: [String: String] = [:]) throws {
        let (files, location, folder, withdrawn) = try metastore.read { snapshot in
            let folder = try snapshot.folder(typeID: dataset.id) ?? dataset.name
            return (
                try snapshot.files(typeID: dataset.id, sealedOnly: true), try snapshot.metadataLocation(typeID: dataset.id),
                folder, try snapshot.withdrawnFiles(below: "\(dataFolder)/warehouse/basin/\(folder)/data/")
            )
        }
        let now = clock.now()
        let table =
            if let location { try IcebergTable.load(metadataLocation: location) } else {
                try IcebergTable(IcebergTable.create(
                    location: dataFolder + "/warehouse/basin/" + folder, name: dataset.name, columns: dataset.columns,
                    schemaVersion: dataset.schemaVersion, transform: dataset.transform, uuid: UUID().uuidString.lowercased(), now: now))
            }
        let current = Set(try table.files().map(\.path))
        let wanted = Set(files.map(\.path))
        let added = files.filter { !current.contains($0.path) }
        let removed = current.subtracting(wanted)
        let change = TableChange(
            publicationID: UUID().uuidString.lowercased(),
            schema: TableChange.Schema(version: dataset.schemaVersion, columns: dataset.columns),
            added: added.map {
                DataFile(
                    path: $0.path, partition: dataset.partitionValue($0.partition), recordCount: Int64($0.rows), byteCount: Int64($0.bytes))
            }, removedPaths: removed, summary: summary)
        let version = try table.commit(
            change, now: now, snapshotID: Int64.random(in: 1...Int64.max), uuid: UUID().uuidString.lowercased())
        // Those that came and went between two projections are in no snapshot either.
        if !withdrawn.isEmpty { try metastore.write { try $0.retire(withdrawn, at: now) } }
        guard version.metadataLocation != location else { return }
        let obsolete = version.obsoleteFiles
        let metadataLocation = version.metadataLocation
        try metastore.write { transaction in
            try transaction.setMetadataLocation(metadataLocation, typeID: dataset.id)
            try transaction.retire(Array(removed), at: now)
            try transaction.retire(obsolete, at: now)
        }
    }
}
