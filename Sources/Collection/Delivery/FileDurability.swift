import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Makes files written by others (DuckDB) durable.
enum FileDurability {
    /// Syncs the file and its name. Returns its size in bytes.
    /// - Parameter withName: false when many files of one folder are written, and the folder is synced at their end.
    static func sync(_ path: String, withName: Bool = true) throws -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BasinError.system("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BasinError.system("sync", path) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw BasinError.system("stat", path) }
        if withName { try syncFolder(folder(of: path)) }
        return Int(information.st_size)
    }

    static func folder(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) }

    static func remove(_ paths: [String]) {
        for path in paths { unlink(path) }
    }
}
