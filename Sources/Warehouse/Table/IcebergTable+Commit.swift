package import BasinCore

extension IcebergTable {
    /// Publishes a change: writes manifests, a manifest list and a metadata file, all durable when it returns, and
    /// gives the next version. Nothing that this version needs is touched, so a commit that fails, or whose version the
    /// catalog never takes, leaves only files that nobody reads (`unreachableFiles` finds them).
    ///
    /// Gives this version back, unchanged, when a retained snapshot is of the same publication, when all added files
    /// are in the table and the removed ones are not (the same publication, long ago), or when there is nothing to do.
    /// A new schema alone makes a version without a snapshot.
    ///
    /// `snapshotID` and `uuid` must be new. `.conflict` when an added file is in the table already, a removed one is
    /// not, or a schema version has other columns than before; `.invalid` when the change is wrong in itself.
    package func commit(_ change: TableChange, now: Timestamp, snapshotID: Int64, uuid: String) throws -> TableVersion {
        guard metadata.snapshot(ofPublication: change.publicationID) == nil else { return unchanged }
        var commit = try TableCommit(
            table: self, change: change, now: now, snapshotID: snapshotID, uuid: try UUIDText(uuid))
        guard try commit.plan() else { return unchanged }
        for file in commit.written {
            try DurableFile.write(file.bytes, to: file.path, syncingFolder: false)
        }
        try DurableFile.syncFolder(metadataFolder)
        return commit.version
    }

    /// This version, with nothing to delete.
    private var unchanged: TableVersion {
        TableVersion(metadataLocation: version.metadataLocation, metadata: metadata)
    }
}
