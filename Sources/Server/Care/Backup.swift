import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import BasinWarehouse
import BasinWire
import Foundation

/// Takes a consistent copy of a data folder that is in use. Blocks.
///
/// First the metastore, of one moment. Then what it names: files that never change, and that `hold` keeps on disk. Then
/// the log up to what is durable, in which everything is that was not delivered at that moment. The keys come last: those
/// of everything before are among them. What a start makes of it is what it makes after a crash.
struct Backup {
    let dataFolder: String
    let metastore: Metastore
    let keys: KeyStore
    let log: EventLog
    let hold: DeletionHold
    let clock: Clock
    let basinVersion: String

    /// - Parameter masterKey: to be put into the backup, too.
    func take(into given: String, links: Bool, masterKey: MasterKey?) throws -> BackupSummary {
        let folder = try BackupFolder(given, of: dataFolder)
        hold.begin()
        defer { hold.end() }
        var work = BackupWork(folder: folder, dataFolder: dataFolder, links: links)
        let state = folder.path + "/" + folder.state
        try DurableFile.createFolder(state)
        try metastore.copy(to: state + "/metastore.sqlite")
        let createdAt = clock.now()
        let (files, runs) = try Metastore.readingCopy(state + "/metastore.sqlite") {
            (try $0.allFiles().map(\.file), try $0.allIdentityRuns())
        }
        for file in files { try work.addImmutable(file.path, bytes: file.bytes) }
        for (typeID, run) in runs where run.bytes == nil {
            try work.addImmutable("\(dataFolder)/identities/\(typeID)/\(run.name)", bytes: nil)
        }
        let position = try copyLog(&work)
        try copyAudit(&work)
        try keys.copy(to: state + "/" + KeyStore.fileName)
        for name in ["metastore.sqlite", KeyStore.fileName] { try work.addState(name) }
        if let masterKey {
            try masterKey.write(to: state + "/master.key")
            try work.addState("master.key")
        }
        try work.syncFolders()
        let manifest = BackupManifest(
            basin: basinVersion, createdAt: createdAt.description, dataFolder: dataFolder, logPosition: position,
            files: work.files.sorted { $0.path < $1.path })
        try DurableFile.write(
            try WireJSON.encode(manifest), to: folder.path + "/" + BackupManifest.fileName,
            permissions: DurableFile.ownerOnly)
        folder.removeOthers(than: manifest)
        return BackupSummary(
            folder: folder.path, createdAt: manifest.createdAt, files: work.files.count,
            bytes: work.files.reduce(0) { $0 + $1.bytes }, copiedFiles: work.copiedFiles, copiedBytes: work.copiedBytes,
            hasMasterKey: masterKey != nil)
    }

    /// After the metastore, whose notes of how far it reached are then kept by the copy. A record that is being written is
    /// cut off at the next start.
    private func copyAudit(_ work: inout BackupWork) throws {
        let folder = dataFolder + "/audit"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".jsonl") {
            try work.addLog(folder + "/" + name, bytes: FileCopy.byteCount(folder + "/" + name) ?? 0)
        }
    }

    /// - Returns: the last position that is in the copy.
    private func copyLog(_ work: inout BackupWork) throws -> UInt64 {
        let segments = log.durableSegments
        for segment in segments { try work.addLog(segment.path, bytes: segment.byteCount) }
        let sides = dataFolder + "/log/side"
        guard let names = FileManager.default.enumerator(atPath: sides) else {
            return segments.map(\.lastPosition).max() ?? 0
        }
        for case let name as String in names where name.hasSuffix(".segment") {
            try work.addLog(sides + "/" + name, bytes: FileCopy.byteCount(sides + "/" + name) ?? 0)
        }
        return segments.map(\.lastPosition).max() ?? 0
    }
}
