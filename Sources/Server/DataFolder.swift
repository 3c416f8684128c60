import BasinCore
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A data folder that this process owns.
final class DataFolder: Sendable {
    let path: String
    private let lock: Int32

    /// Makes the folder if it is new, and locks it. The lock ends with the process, however it ends.
    /// - Throws: `.conflict` when another process owns the folder.
    init(_ given: String) throws {
        try FileManager.default.createDirectory(
            atPath: given, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let real = realpath(given, nil) else {
            throw BasinError(.system, "The data folder \(given) cannot be opened: \(String(cString: strerror(errno))).")
        }
        defer { free(real) }
        path = String(cString: real)
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw BasinError(.system, "The data folder \(path) cannot be locked: \(String(cString: strerror(errno))).")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw BasinError(
                .conflict,
                "The data folder \(path) is in use by another Basin. Talk to it with --url and a token, or stop it first.")
        }
    }

    deinit { close(lock) }
}
