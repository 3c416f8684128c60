import BasinCore
import BasinKeys
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
    /// - Throws: `.conflict` when another process owns the folder, or when it is a backup.
    init(_ given: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: given, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BasinError(
                .system, "The data folder \(given) cannot be made; is there a file of that name, or may this user not write there?")
        }
        guard let real = realpath(given, nil) else {
            throw BasinError(.system, "The data folder \(given) cannot be opened: \(String(cString: strerror(errno))).")
        }
        defer { free(real) }
        path = String(cString: real)
        guard !FileManager.default.fileExists(atPath: path + "/" + BackupFolder.marker) else {
            throw BasinError(
                .conflict, "\(path) is a backup, not a data folder. Nothing was changed. Make a data folder of it with `basin restore \(path) --data NEW_FOLDER`.")
        }
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

    /// Lets another own it, though something may still hold this. Idempotent.
    func unlock() { flock(lock, LOCK_UN) }

    var metastoreFile: String { path + "/metastore.sqlite" }

    /// The metastore is made first in a new folder. Where it is missing beside anything else, it was lost: a new one would
    /// take all files for ones that were never published.
    /// - Throws: `.damaged`.
    func requireMetastoreBesideData() throws {
        guard byteCount(metastoreFile) == 0 else { return }
        let data = ["log", "warehouse", "quarantine", "identities"].filter { name in
            (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name))?.isEmpty == false
        }
        guard !data.isEmpty || byteCount(path + "/" + KeyStore.fileName) > 0 else { return }
        throw BasinError(
            .damaged,
            "\(metastoreFile) is missing, but the folder holds keys or data that it knew. Nothing was changed. Put "
                + "metastore.sqlite back from a backup of the same time, or begin in an empty folder with --data.")
    }

    private func byteCount(_ file: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? NSNumber)?.intValue ?? 0
    }
}
