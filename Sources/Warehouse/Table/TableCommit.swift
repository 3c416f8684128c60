import BasinCore

/// Works out one commit: reads the manifests that it must, and says what to write. Writes nothing itself.
struct TableCommit {
    struct WrittenFile {
        var path: String
        var bytes: [UInt8]
    }

    let table: IcebergTable
    let change: TableChange
    let snapshotID: Int64
    let uuid: UUIDText
    /// The time by which the table counts: never before its last change, whatever the clock does.
    let milliseconds: Int64

    private(set) var metadata: TableMetadata
    /// In the order in which they must be written.
    private(set) var written: [WrittenFile] = []
    private(set) var obsolete: Set<String> = []
    private(set) var metadataPath = ""
    private var manifestCount = 0
    /// Entries by manifest, so that none is read twice.
    private var read: [String: [ManifestEntry]] = [:]

    init(table: IcebergTable, change: TableChange, now: Timestamp, snapshotID: Int64, uuid: UUIDText) throws {
        self.table = table
        self.change = change
        self.snapshotID = snapshotID
        self.uuid = uuid
        metadata = table.metadata
        milliseconds = max(now.milliseconds, metadata.lastUpdatedMilliseconds)
        try checkChange()
    }

    /// The version to hand to the catalog once everything is written.
    var version: TableVersion {
        TableVersion(
            metadataLocation: "file://" + metadataPath, metadata: metadata, obsoleteFiles: obsolete.sorted())
    }

    /// Fills in everything else. False when there is nothing to write.
    mutating func plan() throws -> Bool {
        let hasNewSchema = try planSchema()
        if change.added.isEmpty && change.removedPaths.isEmpty {
            guard hasNewSchema else { return false }
        } else {
            guard try planSnapshot() else { return false }
        }
        try planMetadataFile()
        return true
    }

    private func checkChange() throws {
        guard snapshotID > 0, !metadata.snapshots.contains(where: { $0.id == snapshotID }) else {
            throw BasinError(.invalid, "The snapshot id \(snapshotID) is taken or not positive; give another.")
        }
        guard !change.publicationID.isEmpty, change.publicationID.utf8.count <= 256 else {
            throw BasinError(.invalid, "A publication's id must have 1 to 256 bytes.")
        }
        var paths: Set<String> = []
        for file in change.added {
            _ = try FileLocation.uri(file.path)
            guard (file.partition == nil) == (metadata.transform == .none) else {
                throw BasinError(
                    .invalid, "The file \(file.path) must have a partition exactly when its table has partitions.")
            }
            let counts = 0...Manifest.countLimit
            guard counts.contains(file.recordCount), counts.contains(file.byteCount) else {
                throw BasinError(.invalid, "The file \(file.path) has an impossible number of rows or bytes.")
            }
            guard paths.insert(file.path).inserted, !change.removedPaths.contains(file.path) else {
                throw BasinError(.invalid, "The file \(file.path) is added twice, or added and removed at once.")
            }
        }
    }

    /// True when the table gets a schema.
    private mutating func planSchema() throws -> Bool {
        guard let wanted = change.schema, wanted.version >= metadata.currentSchemaID else { return false }
        let schema = try TableSchema(version: wanted.version, columns: wanted.columns)
        if let known = metadata.currentSchema, known.id == schema.id {
            guard known == schema else {
                throw BasinError(
                    .conflict,
                    "Version \(schema.id) of the schema has other columns in the table; "
                        + "a changed schema needs a new version."
                )
            }
            return false
        }
        try IcebergTable.requirePartitionTime(schema, metadata.transform)
        for known in metadata.schemas where !SchemaField.canEvolve(known.fields, into: schema.fields) {
            throw BasinError(
                .conflict,
                "Version \(schema.id) of the schema gives a column a type that files of version \(known.id) cannot be "
                    + "read as; give the column a new id."
            )
        }
        metadata.schemas.append(schema)
        metadata.currentSchemaID = schema.id
        metadata.lastColumnID = max(metadata.lastColumnID, schema.highestFieldID)
        metadata.properties[NameMapping.property] = try MetadataJSON.text(NameMapping(schema))
        return true
    }

    /// False when the change is in the table already.
    private mutating func planSnapshot() throws -> Bool {
        let base =
            try table.metadata.currentSnapshot.map {
                try ManifestList.read($0.manifestList, folder: table.metadataFolder)
            } ?? []
        guard let removed = try findFiles(in: base) else { return false }

        let sequenceNumber = metadata.lastSequenceNumber + 1
        var entries: [[ManifestEntry]] = []
        if !change.added.isEmpty {
            entries.append(change.added.map { .added($0, snapshotID: snapshotID, sequenceNumber: sequenceNumber) })
        }
        var kept: [ManifestFile] = []
        for manifest in base where manifest.hasLiveFiles {
            guard removed.contains(manifest.location) else {
                kept.append(manifest)
                continue
            }
            entries.append(try rewritten(try load(manifest)))
        }
        if entries.count + kept.count > IcebergTable.manifestLimit {
            for manifest in kept { entries.append(try load(manifest).filter(\.isLive).map(\.asExisting)) }
            kept = []
            entries = [Array(entries.joined())]
        }

        var manifests: [ManifestFile] = []
        for group in entries {
            manifests.append(try planManifest(group, sequenceNumber, known: base))
        }
        manifests += kept
        try planManifestList(manifests, entries.joined().filter { $0.status == .deleted }, sequenceNumber)
        return true
    }

    /// The manifests that hold removed files. Nil when the change is in the table already.
    private mutating func findFiles(in manifests: [ManifestFile]) throws -> Set<String>? {
        let added = Set(change.added.map(\.path))
        let partitions = Set(change.added.map(\.partition))
        var present = 0
        var found: Set<String> = []
        var holders: Set<String> = []
        func look(_ manifest: ManifestFile, _ entries: [ManifestEntry]) {
            for entry in entries where entry.isLive {
                if added.contains(entry.file.path) { present += 1 }
                if change.removedPaths.contains(entry.file.path) {
                    found.insert(entry.file.path)
                    holders.insert(manifest.location)
                }
            }
        }
        // A correction's files are mostly in the partitions that it adds to; the others are read only if need be.
        let near = manifests.filter { $0.hasLiveFiles && !added.isEmpty && $0.mayHold(partitions) }
        for manifest in near { look(manifest, try load(manifest)) }
        for manifest in manifests where manifest.hasLiveFiles && read[manifest.location] == nil {
            if found.count == change.removedPaths.count { break }
            look(manifest, try load(manifest))
        }
        if found.count == change.removedPaths.count && present == 0 { return holders }
        if found.isEmpty && present > 0 && present == added.count { return nil }
        if let path = change.removedPaths.subtracting(found).min() {
            throw BasinError(.conflict, "The file \(path) cannot be removed: the table does not hold it.")
        }
        throw BasinError(.conflict, "\(present) of the files to add are in the table already; files need new names.")
    }

    private mutating func load(_ manifest: ManifestFile) throws -> [ManifestEntry] {
        if let entries = read[manifest.location] { return entries }
        let entries = try Manifest.read(manifest, transform: metadata.transform)
        read[manifest.location] = entries
        return entries
    }

    /// A manifest's entries without the files that go; those that went in earlier snapshots are forgotten.
    private func rewritten(_ entries: [ManifestEntry]) throws -> [ManifestEntry] {
        entries.filter(\.isLive).map { entry in
            change.removedPaths.contains(entry.file.path) ? entry.asDeleted(by: snapshotID) : entry.asExisting
        }
    }

    private mutating func planManifest(_ entries: [ManifestEntry], _ sequenceNumber: Int64, known: [ManifestFile])
        throws
        -> ManifestFile
    {
        guard let schema = metadata.currentSchema else {
            throw BasinError(.damaged, "The table has no current schema.")
        }
        let bytes = try Manifest.encode(entries, schema: schema, spec: metadata.partitionSpecs[0], sync: uuid.bytes)
        let path = table.metadataFolder + "/\(uuid.text)-m\(manifestCount).avro"
        manifestCount += 1
        let location = try FileLocation.uri(path)
        guard !known.contains(where: { $0.location == location }) else { throw usedUUID }
        written.append(WrittenFile(path: path, bytes: bytes))
        return ManifestFile(
            location: location, byteCount: bytes.count, entries: entries, sequenceNumber: sequenceNumber,
            snapshotID: snapshotID)
    }

    private mutating func planManifestList(
        _ manifests: [ManifestFile], _ deleted: [ManifestEntry], _ sequenceNumber: Int64
    ) throws {
        let parent = table.metadata.currentSnapshot
        let path = table.metadataFolder + "/snap-\(snapshotID)-1-\(uuid.text).avro"
        let summary = SnapshotSummary(
            change: change, deleted: deleted.map(\.file), manifests: manifests, parent: parent?.summary ?? [:])
        let snapshot = Snapshot(
            id: snapshotID, parentID: parent?.id, sequenceNumber: sequenceNumber, timestampMilliseconds: milliseconds,
            manifestList: try FileLocation.uri(path), summary: summary.values, schemaID: metadata.currentSchemaID)
        written.append(
            WrittenFile(
                path: path,
                bytes: ManifestList.encode(
                    manifests, snapshot: snapshot, specID: metadata.defaultSpecID, sync: uuid.bytes)))
        metadata.snapshots.append(snapshot)
        metadata.currentSnapshotID = snapshotID
        metadata.lastSequenceNumber = sequenceNumber
        metadata.refs = ["main": .branch(snapshotID)]
        metadata.snapshotLog.append(SnapshotLogEntry(snapshotID: snapshotID, timestampMilliseconds: milliseconds))
        try expireSnapshots()
    }

    /// A manifest that one snapshot has and the next has not never comes back. So what only the expired snapshots reach
    /// is what they have and the oldest retained one has not.
    private mutating func expireSnapshots() throws {
        let excess = metadata.snapshots.count - IcebergTable.retainedSnapshots
        guard excess > 0 else { return }
        let expired = metadata.snapshots.prefix(excess)
        let oldest = metadata.snapshots[excess]
        let retained = manifests(of: oldest)
        for snapshot in expired {
            obsolete.insert(try FileLocation.path(snapshot.manifestList))
            // What cannot be read is left lying: an old snapshot's damage must not stop new ones.
            guard let retained, let manifests = manifests(of: snapshot) else { continue }
            for location in manifests.subtracting(retained) { obsolete.insert(try FileLocation.path(location)) }
        }
        metadata.snapshots.removeFirst(excess)
        let ids = Set(metadata.snapshots.map(\.id))
        metadata.snapshotLog.removeAll { !ids.contains($0.snapshotID) }
    }

    private func manifests(of snapshot: Snapshot) -> Set<String>? {
        (try? ManifestList.read(snapshot.manifestList, folder: table.metadataFolder)).map { Set($0.map(\.location)) }
    }

    private mutating func planMetadataFile() throws {
        let current = try FileLocation.path(table.version.metadataLocation)
        guard let name = MetadataFileName(current.split(separator: "/").last ?? "") else {
            throw BasinError(.damaged, "\(current) does not have the name of a metadata file.")
        }
        metadata.metadataLog.append(
            MetadataLogEntry(
                metadataFile: table.version.metadataLocation,
                timestampMilliseconds: table.metadata.lastUpdatedMilliseconds))
        let excess = metadata.metadataLog.count - IcebergTable.retainedMetadataFiles
        if excess > 0 {
            for entry in metadata.metadataLog.prefix(excess) {
                obsolete.insert(try FileLocation.path(entry.metadataFile))
            }
            metadata.metadataLog.removeFirst(excess)
        }
        metadata.lastUpdatedMilliseconds = milliseconds
        metadataPath =
            table.metadataFolder + "/" + MetadataFileName(version: name.version + 1, uuid: uuid).text
        written.append(WrittenFile(path: metadataPath, bytes: try metadata.encoded()))
    }

    private var usedUUID: BasinError {
        BasinError(.invalid, "The UUID \(uuid.text) made a manifest of this table before; give a new one.")
    }
}
