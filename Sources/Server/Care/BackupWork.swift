import BasinCore
import BasinWarehouse
import Foundation

/// The copying of one backup, and what of it is done.
struct BackupWork {
    let folder: BackupFolder
    let dataFolder: String
    let links: Bool
    private(set) var files: [BackupManifest.File] = []
    private(set) var copiedFiles = 0
    private(set) var copiedBytes = 0
    private var folders: Set<String> = []

    init(folder: BackupFolder, dataFolder: String, links: Bool) {
        self.folder = folder
        self.dataFolder = dataFolder
        self.links = links
    }

    /// A file that never changes; not copied again when an earlier backup has it.
    mutating func addImmutable(_ source: String, bytes: Int?) throws {
        let path = try inside(source)
        let stored = "files/" + path
        let target = folder.path + "/" + stored
        guard let size = FileCopy.byteCount(source), size == bytes ?? size else {
            throw BasinError(
                .damaged,
                "\(source) is missing or has another size than it should; run basin fsck, and back up what it mends.")
        }
        if FileCopy.byteCount(target) == size {
            let known = folder.earlier[stored].flatMap { $0.bytes == size ? $0.sha256 : nil }
            files.append(
                BackupManifest.File(
                    path: path, stored: stored, bytes: size, sha256: try known ?? FileCopy.sha256(target)))
            return
        }
        try? FileManager.default.removeItem(atPath: target)
        try FileCopy.make(source, to: target, permissions: 0o644, links: links)
        try add(path, stored)
    }

    /// A file of the event log or of the audit log; it may be growing.
    mutating func addLog(_ source: String, bytes: Int) throws {
        let path = try inside(source)
        let stored = folder.state + "/" + path
        try FileCopy.make(source, to: folder.path + "/" + stored, bytes: bytes)
        try add(path, stored)
    }

    /// A file that is in the state's folder already.
    mutating func addState(_ name: String) throws {
        let stored = folder.state + "/" + name
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.path + "/" + stored))
        try handle.synchronize()
        try handle.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/" + stored)
        try add(name, stored)
    }

    private mutating func add(_ path: String, _ stored: String) throws {
        let target = folder.path + "/" + stored
        let size = FileCopy.byteCount(target) ?? 0
        files.append(BackupManifest.File(path: path, stored: stored, bytes: size, sha256: try FileCopy.sha256(target)))
        folders.insert(DurableFile.folder(of: target))
        copiedFiles += 1
        copiedBytes += size
    }

    func syncFolders() throws { for folder in folders.sorted() { try DurableFile.syncFolder(folder) } }

    private func inside(_ path: String) throws -> String {
        guard path.hasPrefix(dataFolder + "/") else {
            throw BasinError(
                .damaged, "The metastore speaks of \(path), which is not in \(dataFolder); run basin fsck.")
        }
        return String(path.dropFirst(dataFolder.utf8.count + 1))
    }
}
