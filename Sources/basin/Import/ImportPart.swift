import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that go to the server as one body.
struct ImportPart: Sendable {
    var paths: [String]
    /// `ndjson`, `csv`, `parquet`.
    var format: String
    var byteCount: Int
    /// A line break goes between two files, in case one does not end in one.
    var separatesLines: Bool { paths.count > 1 && !paths[0].hasSuffix(".gz") }

    /// NDJSON files together make one body (so do their gzips); each other file is one of its own.
    static func parts(files: [String], format: String?) throws -> [ImportPart] {
        let single = try files.map { path in
            ImportPart(paths: [path], format: try format ?? self.format(of: path), byteCount: try byteCount(of: path))
        }
        let isOne = single.allSatisfy { $0.format == "ndjson" } && Set(files.map { $0.hasSuffix(".gz") }).count == 1
        guard isOne, single.count > 1 else { return single }
        return [ImportPart(paths: files, format: "ndjson", byteCount: single.reduce(0) { $0 + $1.byteCount })]
    }

    private static func format(of path: String) throws -> String {
        let name = (path.hasSuffix(".gz") ? String(path.dropLast(3)) : path).lowercased()
        let endings = [
            ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "ndjson", ".csv": "csv", ".parquet": "parquet",
        ]
        guard let ending = endings.first(where: { name.hasSuffix($0.key) }) else {
            throw BasinError(.invalid, "The name of \(path) does not tell what it is; add --input-format.")
        }
        return ending.value
    }

    private static func byteCount(of path: String) throws -> Int {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw BasinError(.notFound, "The file \(path) cannot be opened (system error \(errno)).")
        }
        return Int(status.st_size)
    }
}
