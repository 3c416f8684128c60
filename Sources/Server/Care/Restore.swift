package import BasinCore
import BasinKeys
import BasinMetastore
import BasinWarehouse
package import BasinWire
import Foundation

/// Makes a data folder of a backup, at any place. The metastore gets its name last: a folder whose restore was broken
/// off is not opened by a start.
package struct Restore: Sendable {
    let backup: String
    let dataFolder: String
    let masterKeyFile: String?
    let clock: Clock

    package init(backup: String, dataFolder: String, masterKeyFile: String?, clock: Clock = .system) {
        self.backup = backup
        self.dataFolder = dataFolder
        self.masterKeyFile = masterKeyFile
        self.clock = clock
    }

    /// What was restored, and what `fsck` finds in it then. Blocks no thread of Swift's pool.
    /// - Throws: `.damaged`, with the file's name, for a backup that is not as it was taken; `.conflict` for a folder with
    ///   something in it; `.notFound` without the master key. Nothing was written then.
    package func run() async throws -> RestoreSummary {
        try await BlockingThreads.shared.run { try restore() }
    }

    private func restore() throws -> RestoreSummary {
        let manifest = try BackupManifest.read(backup)
        try verify(manifest)
        try requireEmpty()
        try requireMasterKey(manifest)
        let root = try fill(manifest)
        let check = FolderCheck(dataFolder: root, masterKeyFile: masterKeyFile, repairs: true, clock: clock)
        let findings = try check.look().map(\.summary)
        return RestoreSummary(
            dataFolder: root, createdAt: manifest.createdAt, files: manifest.files.count,
            bytes: manifest.files.reduce(0) { $0 + $1.bytes }, findings: findings)
    }

    private func verify(_ manifest: BackupManifest) throws {
        for file in manifest.files {
            let path = backup + "/" + file.stored
            guard let size = FileCopy.byteCount(path) else {
                throw BasinError(.damaged, "The backup misses \(path); nothing was restored. Use another backup.")
            }
            guard size == file.bytes, try FileCopy.sha256(path) == file.sha256 else {
                throw BasinError(
                    .damaged,
                    "\(path) is not as it was when the backup was taken; nothing was restored. Use another backup.")
            }
        }
    }

    private func requireEmpty() throws {
        guard FileManager.default.fileExists(atPath: dataFolder) else { return }
        let names = try? FileManager.default.contentsOfDirectory(atPath: dataFolder)
        guard let names, names.isEmpty else {
            throw BasinError(
                .conflict,
                "\(dataFolder) is no empty folder; name another with --data, or delete what a restore left there that was broken off."
            )
        }
    }

    /// A key in the backup goes beside the folder; else it must be where a start would look for it.
    private func requireMasterKey(_ manifest: BackupManifest) throws {
        if let file = manifest.files.first(where: { $0.path == Self.masterKey }) {
            let path = try MasterKey.defaultPath(dataFolder: dataFolder)
            let ours = FileManager.default.contents(atPath: backup + "/" + file.stored)
            let there = FileManager.default.contents(atPath: path)
            guard there == nil || there == ours else {
                throw BasinError(
                    .conflict, "\(path) is another master key than that of the backup; move it away first.")
            }
        } else {
            _ = try MasterKey.load(
                file: masterKeyFile, environment: ProcessInfo.processInfo.environment, dataFolder: dataFolder,
                keysExist: true)
        }
    }

    private static let masterKey = "master.key"

    /// - Returns: the folder's path as the metastore has it.
    private func fill(_ manifest: BackupManifest) throws -> String {
        let folder = try DataFolder(dataFolder)
        defer { withExtendedLifetime(folder) {} }
        var folders: Set<String> = [folder.path]
        for file in manifest.files where file.path != "metastore.sqlite" && file.path != Self.masterKey {
            let target = folder.path + "/" + file.path
            let isForReaders = file.path.hasPrefix("warehouse/")
            try FileCopy.make(
                backup + "/" + file.stored, to: target,
                permissions: isForReaders ? DurableFile.readableByOthers : DurableFile.ownerOnly)
            folders.insert(DurableFile.folder(of: target))
        }
        if let key = manifest.files.first(where: { $0.path == Self.masterKey }) {
            let path = try MasterKey.defaultPath(dataFolder: dataFolder)
            if !FileManager.default.fileExists(atPath: path) { try FileCopy.make(backup + "/" + key.stored, to: path) }
            folders.insert(DurableFile.folder(of: path))
        }
        for folder in folders { try DurableFile.syncFolder(folder) }
        try placeMetastore(manifest, folder)
        return folder.path
    }

    private func placeMetastore(_ manifest: BackupManifest, _ folder: DataFolder) throws {
        guard let file = manifest.files.first(where: { $0.path == "metastore.sqlite" }) else {
            throw BasinError(.damaged, "The backup \(backup) holds no metastore; use another backup.")
        }
        let begun = folder.metastoreFile + ".restoring"
        try FileCopy.make(backup + "/" + file.stored, to: begun)
        let metastore = try Metastore(path: begun)
        try metastore.write { try $0.move(from: manifest.dataFolder, to: folder.path) }
        try metastore.close()
        for rest in ["-wal", "-shm"] { try requireEmptied(begun + rest) }
        try DurableFile.rename(begun, to: folder.metastoreFile)
        try DurableFile.syncFolder(folder.path)
    }

    /// A write-ahead log would be lost under the new name.
    private func requireEmptied(_ path: String) throws {
        guard (FileCopy.byteCount(path) ?? 0) == 0 || path.hasSuffix("-shm") else {
            throw BasinError(.system, "SQLite left \(path); delete \(dataFolder) and restore again.")
        }
        try? FileManager.default.removeItem(atPath: path)
    }
}
