import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that appears under its name only when it is whole.
struct OutputFile: Sendable {
    private let path: String
    private let partial: String
    private let descriptor: Int32

    /// Throws `.system` when the file cannot be made.
    init(path: String) throws {
        self.path = path
        partial = path + ".partial"
        descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    func write(_ bytes: [UInt8]) throws {
        do { try Terminal.write(bytes, to: descriptor) } catch { throw Self.failure(path) }
    }

    func finish() throws {
        guard close(descriptor) == 0, rename(partial, path) == 0 else { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> BasinError {
        BasinError(.system, "Cannot write \(Terminal.printable(path)) (system error \(errno)).")
    }
}
