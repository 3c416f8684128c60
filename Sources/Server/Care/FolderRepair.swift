import BasinCore
import BasinKeys
import BasinMetastore
import BasinWarehouse
import Foundation

/// Carries out what mends findings. Harmless to repeat; blocks.
struct FolderRepair {
    let root: String
    let metastore: Metastore
    let keys: KeyStore
    let clock: Clock

    func carryOut(_ repair: Repair) throws {
        switch repair {
        case .setAside(let paths): for path in paths { try setAside(path) }
        case .removeFolderContent(let folder): try FileManager.default.removeItem(atPath: folder)
        case .forgetObsolete(let paths): try metastore.write { try $0.forgetObsolete(paths) }
        case .forgetHeld(let folder): try metastore.write { try $0.forgetHeld(folder) }
        case .destroySegmentKeys(let segments): try keys.destroySegmentKeys(segments)
        case .project(let id, let anew):
            if anew { try metastore.write { try $0.forgetTable(typeID: id) } }
            try project(id)
        }
    }

    private func setAside(_ path: String) throws {
        let lost = root + "/lost"
        try DurableFile.createFolder(lost)
        let name = path.dropFirst(root.utf8.count + 1).replacing("/", with: "_")
        var target = lost + "/" + name
        // Nothing that was set aside before is lost to a file of the same name.
        if FileManager.default.fileExists(atPath: target) { target += "-" + UUID().uuidString.prefix(8).lowercased() }
        try DurableFile.rename(path, to: target)
        try DurableFile.syncFolder(lost)
    }

    private func project(_ id: UInt32) throws {
        let table = try metastore.read { snapshot in
            try snapshot.eventTypes().first { $0.id == id }.map { ProjectedTable($0) }
                ?? snapshot.dataset(id: id).map { ProjectedTable($0.dataset) }
        }
        guard let table else { throw BasinError(.damaged, "The metastore does not know the dataset \(id) of a table.") }
        try IcebergProjection(dataFolder: root, metastore: metastore, clock: clock).project(table)
        let (location, obsolete) = try metastore.read {
            (try $0.metadataLocation(typeID: id), Set(try $0.obsoletePaths()))
        }
        guard let location else { return }
        // Metadata of a table that was made anew is nobody's any more.
        let strays = try IcebergTable.load(metadataLocation: location).unreachableFiles()
        for path in strays where !obsolete.contains(path) { try setAside(path) }
    }
}
