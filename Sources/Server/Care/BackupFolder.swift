import BasinCore
import BasinWarehouse
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder that backups are taken into, one at a time:
///
///     manifest.json    what the backup holds, with checksums
///     files/…          files that never change, at their place in the data folder
///     state-<id>/…     metastore, keys and log of one backup; those of the last one are kept
final class BackupFolder {
    /// The file by which the folder is known.
    static let marker = "basin-backup"

    let path: String
    let state = "state-" + UUID().uuidString.prefix(8).lowercased()
    /// What an earlier backup had, by where it is stored.
    private(set) var earlier: [String: BackupManifest.File] = [:]
    private let lock: Int32

    /// - Throws: `.invalid` for a folder with something else in it; `.conflict` while another backup writes there.
    init(_ given: String, of dataFolder: String) throws {
        guard given.hasPrefix("/") else {
            throw BasinError(.invalid, "The backup's folder \(given) is no absolute path; give one.")
        }
        let inside = BasinError(
            .invalid, "The backup's folder \(given) is in the data folder; give one outside, better on another disk.")
        guard given != dataFolder, !given.hasPrefix(dataFolder + "/") else { throw inside }
        try DurableFile.createFolder(given)
        guard let real = realpath(given, nil) else {
            throw BasinError(.system, "The folder \(given) cannot be opened.")
        }
        defer { free(real) }
        path = String(cString: real)
        guard path != dataFolder, !path.hasPrefix(dataFolder + "/") else { throw inside }
        let marker = path + "/" + Self.marker
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        guard names.isEmpty || FileManager.default.fileExists(atPath: marker) else {
            throw BasinError(
                .invalid,
                "The folder \(path) holds something that is no backup; give an empty folder or an earlier backup.")
        }
        lock = open(marker, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw BasinError(.system, "The folder \(path) cannot be written: \(String(cString: strerror(errno))).")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw BasinError(.conflict, "Another backup into \(path) is under way; wait for it.")
        }
        chmod(path, 0o700)
        if let manifest = try? BackupManifest.read(path) {
            for file in manifest.files { earlier[file.stored] = file }
        }
    }

    deinit { close(lock) }

    /// Removes what the new backup does not hold: states of earlier ones, files that left the content.
    func removeOthers(than manifest: BackupManifest) {
        let kept = Set(manifest.files.map(\.stored) + [BackupManifest.fileName, Self.marker])
        guard let names = FileManager.default.enumerator(atPath: path) else { return }
        var others: [String] = []
        for case let name as String in names
        where names.fileAttributes?[.type] as? FileAttributeType != .typeDirectory && !kept.contains(name) {
            others.append(name)
        }
        for name in others { unlink(path + "/" + name) }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where name.hasPrefix("state-") && name != state {
            try? FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }
}
