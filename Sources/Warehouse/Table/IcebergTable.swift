package import BasinCore

/// An Iceberg v2 table in a folder, at one of its versions. A value: `commit` writes files and gives the next version;
/// which version is current is the catalog's business, and so is that two commits from one version do not both win.
///
/// Every function blocks on the disk; call it from a blocking thread.
package struct IcebergTable: Sendable {
    /// Older snapshots leave the metadata; their files become obsolete.
    package static let retainedSnapshots = 50
    package static let retainedMetadataFiles = 20
    /// With more manifests than this, a commit merges them into one.
    package static let manifestLimit = 60

    package let version: TableVersion
    /// The table's folder.
    let folder: String
    var metadataFolder: String { folder + "/metadata" }
    var metadata: TableMetadata { version.metadata }

    /// The table at a version that `create`, `load` or `commit` gave. `.damaged` when its location is not local.
    package init(_ version: TableVersion) throws {
        self.version = version
        folder = try FileLocation.path(version.metadata.location)
    }

    /// Makes an empty table in a folder, which need not exist: its first metadata file, and the folders for data and
    /// metadata. Making it again with another UUID is harmless: the catalog's pointer decides.
    ///
    /// `columns` must hold `_partition_time` unless the transform is `none`. `uuid` becomes the table's. `.invalid`
    /// when something about the columns, the UUID or the path is wrong.
    package static func create(
        location folder: String, name: String, columns: [Column], schemaVersion: Int, transform: PartitionTransform,
        uuid: String, now: Timestamp
    ) throws -> TableVersion {
        let uuid = try UUIDText(uuid)
        let schema = try TableSchema(version: schemaVersion, columns: columns)
        let location = try FileLocation.uri(folder)
        try requirePartitionTime(schema, transform)
        let metadata = try TableMetadata(
            uuid: uuid.text, name: name, location: location, schema: schema, transform: transform, now: now)
        let metadataFolder = folder + "/metadata"
        try DurableFile.createFolder(folder + "/data")
        try DurableFile.createFolder(metadataFolder)
        let path = metadataFolder + "/" + MetadataFileName(version: 0, uuid: uuid).text
        try DurableFile.write(try metadata.encoded(), to: path)
        return TableVersion(metadataLocation: try FileLocation.uri(path), metadata: metadata)
    }

    /// Reads a version's metadata file. `.damaged` when it is missing or damaged.
    package static func load(metadataLocation: String) throws -> IcebergTable {
        let path = try FileLocation.path(metadataLocation)
        let metadata = try TableMetadata(decoding: try readTableFile(path, limit: 64 << 20))
        let table = try IcebergTable(TableVersion(metadataLocation: metadataLocation, metadata: metadata))
        guard DurableFile.folder(of: path) == table.metadataFolder else {
            throw BasinError(
                .damaged, "\(path) describes the table in \(table.folder). Move the table back to where it was made.")
        }
        return table
    }

    /// The files that a reader of the current snapshot sees, in no particular order.
    package func files() throws -> [DataFile] {
        guard let snapshot = metadata.currentSnapshot else { return [] }
        var files: [DataFile] = []
        for manifest in try ManifestList.read(snapshot.manifestList, folder: metadataFolder) where manifest.hasLiveFiles
        {
            for entry in try Manifest.read(manifest, transform: metadata.transform) where entry.isLive {
                files.append(entry.file)
            }
        }
        return files
    }

    static func requirePartitionTime(_ schema: TableSchema, _ transform: PartitionTransform) throws {
        let column = Envelope.partitionTime.column
        guard
            transform == .none
                || schema.fields.contains(where: { $0.id == column.id && $0.type == SchemaType(column.type) })
        else {
            throw BasinError(
                .invalid,
                "A table partitioned by \(transform.rawValue) needs the column \(column.name) with the id \(column.id)."
            )
        }
    }
}
