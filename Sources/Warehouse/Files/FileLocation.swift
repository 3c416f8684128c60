import BasinCore

/// Absolute paths as the `file://` URIs that table metadata holds.
///
/// The path stands in the URI as it is: PyIceberg, DuckDB and Hadoop all take what follows `file://` literally and
/// decode no percent signs. Characters that one of them would take for something else are refused instead.
package enum FileLocation {
    /// `/data/a b` → `file:///data/a b`. A path that is not absolute, or that no reader could open, is `.invalid`.
    package static func uri(_ path: String) throws -> String {
        guard let reason = fault(in: path) else { return "file://" + path }
        throw BasinError(
            .invalid, "The path \(path.debugDescription) cannot be used for tables: \(reason). Choose another.")
    }

    /// The path in a `file://` URI. Anything else is `.damaged`.
    package static func path(_ uri: String) throws -> String {
        if uri.hasPrefix("file://") {
            let path = String(uri.dropFirst(7))
            if fault(in: path) == nil { return path }
        }
        throw BasinError(.damaged, "A table's metadata names \(uri.debugDescription), which is not a local file.")
    }

    /// Byte by byte, without splitting: a commit checks hundreds of paths.
    private static func fault(in path: String) -> String? {
        var length = 0
        var dots = 0
        var slashes = 0
        func partIsBad() -> Bool { slashes > 0 && dots == length && length <= 2 }
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                if partIsBad() { return "it has an empty, . or .. part" }
                if slashes == 0 && length > 0 { return "it is not absolute" }
                slashes += 1
                length = 0
                dots = 0
            // DuckDB expands * and [; readers of URIs cut at ? and #.
            case ..<32, 127, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "*"), UInt8(ascii: "["):
                return "readers of tables cannot open names with ?, #, *, [ or control characters"
            default:
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
        }
        if slashes == 0 { return "it is not absolute" }
        return partIsBad() ? "it has an empty, . or .. part" : nil
    }
}
