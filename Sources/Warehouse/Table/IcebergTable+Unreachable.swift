import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension IcebergTable {
    /// Absolute paths of files in the metadata folder that this version does not reach: what crashed commits and
    /// forgotten obsolete files left. Only names that Basin gives; never data files.
    ///
    /// Call it on the catalog's current version, while no commit to the table is under way; deleting the files is safe
    /// then, except for readers of older versions. `.damaged` when a retained snapshot cannot be read.
    package func unreachableFiles() throws -> [String] {
        var reachable: Set<String> = [version.metadataLocation]
        reachable.formUnion(metadata.metadataLog.map(\.metadataFile))
        for snapshot in metadata.snapshots {
            reachable.insert(snapshot.manifestList)
            reachable.formUnion(try ManifestList.read(snapshot.manifestList, folder: metadataFolder).map(\.location))
        }
        let suffixes = [".avro", ".metadata.json", DurableFile.temporarySuffix]
        return try Self.names(in: metadataFolder)
            .filter { name in suffixes.contains { name.hasSuffix($0) } }
            .map { metadataFolder + "/" + $0 }
            .filter { !reachable.contains("file://" + $0) }
            .sorted()
    }

    private static func names(in folder: String) throws -> [String] {
        guard let directory = opendir(folder) else {
            throw BasinError(.damaged, "\(folder) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // In place: the entry may be shorter than its declared type, so it must not be copied.
            let name = withUnsafeMutablePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            names.append(name)
        }
        return names
    }
}
