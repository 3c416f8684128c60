import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A private file for one Parquet result: made empty with mode 0600 under a name nobody can guess, and gone when this is.
final class ResultFile {
    let path: String
    private static let pieceBytes = 262_144

    init(directory: String) throws {
        let name = Self.prefix(ofProcess: getpid()) + String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
        path = directory + "/" + name + ".parquet"
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Self.failure("made", errno) }
        close(file)
    }

    deinit { unlink(path) }

    private static func prefix(ofProcess process: Int32) -> String { "query-\(process)-" }

    /// Removes what a process left that is gone.
    static func removeAll(ofProcess process: Int32, in directory: String) {
        guard let folder = opendir(directory) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix(ofProcess: process)) { unlink(directory + "/" + name) }
        }
    }

    /// Whether there is a file of that path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Hands on the bytes in pieces. The name is gone as soon as the file is open.
    func read(_ emit: ([UInt8]) throws -> Void) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw Self.failure("opened", errno) }
        defer { close(file) }
        unlink(path)
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        while true {
            let count = piece.withUnsafeMutableBytes { Self.take(file, $0) }
            if count < 0 { throw Self.failure("read", errno) }
            if count == 0 { return }
            try emit(Array(piece[..<count]))
        }
    }

    private static func take(_ file: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(file, bytes.baseAddress, bytes.count)
            #elseif canImport(Musl)
                let count = Musl.read(file, bytes.baseAddress, bytes.count)
            #else
                let count = Glibc.read(file, bytes.baseAddress, bytes.count)
            #endif
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func failure(_ what: String, _ code: Int32) -> BasinError {
        BasinError(.system, "The file for a query's result cannot be \(what): \(String(cString: strerror(code))).")
    }
}
