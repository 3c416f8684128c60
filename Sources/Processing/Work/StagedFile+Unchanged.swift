import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whether a file is still what was written and judged. Looks at its ends, not at all of it: that it is a whole Parquet
/// file of the size and the moment that were reported.
extension StagedFile {
    /// The magic at both ends, the length of the footer before the one at the end.
    private static let magic = Array("PAR1".utf8)

    /// As the file system tells, in nanoseconds.
    static func modified(_ status: stat) -> Int64 {
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Blocks.
    /// - Throws: `RunFailure` of what may pass by itself, with what is wrong.
    package func requireUnchanged() throws {
        guard let change else { return }
        throw RunFailure(
            .other,
            "\(path) \(change) after it was checked, so nothing was published; find out what else writes to that "
                + "folder, or look after its disk.")
    }

    /// What became of it; nil: nothing.
    private var change: String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            return switch errno {
            case ENOENT: "was removed"
            case ELOOP: "was replaced by a link"
            default: "could not be opened (\(String(cString: strerror(errno))))"
            }
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "was replaced by no file" }
        guard Int64(status.st_size) == bytes else { return "had \(bytes) bytes and has \(status.st_size)" }
        if let modified, Self.modified(status) != modified { return "was written to" }
        // Head, footer length and tail; the footer lies between them.
        guard bytes >= 12, Self.read(file, 4, at: 0) == Self.magic,
            let end = Self.read(file, 8, at: bytes - 8), Array(end[4...]) == Self.magic,
            end[..<4].reversed().reduce(0, { $0 << 8 | Int64($1) }) <= bytes - 12
        else { return "was damaged: it is no whole Parquet file" }
        return nil
    }

    private static func read(_ file: Int32, _ count: Int, at offset: Int64) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        return pread(file, &buffer, count, off_t(offset)) == count ? buffer : nil
    }
}
