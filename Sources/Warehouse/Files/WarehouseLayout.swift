import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where tables live: `<root>/<namespace>/<table>/{data,metadata}/`.
package struct WarehouseLayout: Sendable, Hashable {
    /// The absolute path of the warehouse, without a slash at its end.
    package let root: String

    /// Takes the warehouse's folder, which need not exist; a relative path starts at the working directory. Parts
    /// like `.` and `..` are resolved by name. A path that readers of tables could not open is `.invalid`.
    package init(root: String) throws {
        var path = root
        if !path.hasPrefix("/") {
            guard let current = getcwd(nil, 0) else {
                throw BasinError(.system, "The working directory is gone; give the warehouse as an absolute path.")
            }
            path = String(cString: current) + "/" + path
            free(current)
        }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        self.root = "/" + parts.joined(separator: "/")
        _ = try FileLocation.uri(self.root)
    }

    /// The folder of one table. Names that break `Name.isValid` are `.invalid`.
    package func tableFolder(namespace: String, table: String) throws -> String {
        for (what, name) in [("namespace", namespace), ("table", table)] where !Name.isValid(name) {
            throw BasinError(.invalid, "\(name.debugDescription) is no name for a \(what): \(Name.rule).")
        }
        return root + "/" + namespace + "/" + table
    }

    /// The folder for a table's data files.
    package func dataFolder(namespace: String, table: String) throws -> String {
        try tableFolder(namespace: namespace, table: table) + "/data"
    }

    /// The folder for a table's metadata files.
    package func metadataFolder(namespace: String, table: String) throws -> String {
        try tableFolder(namespace: namespace, table: table) + "/metadata"
    }
}
