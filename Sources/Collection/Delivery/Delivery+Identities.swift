import BasinCore
import BasinMetastore
import BasinWarehouse

/// What tells duplicates, type by type.
extension Delivery {
    func identityIndex(_ typeID: UInt32) throws -> IdentityIndex {
        if let index = indexes[typeID] { return index }
        let folder = paths.identities(typeID: typeID)
        try DurableFile.createFolder(folder)
        let runs = try metastore.read { try $0.identityRuns(typeID: typeID) }.map(RunFile.init)
        let orphans = try IdentityIndex.orphans(in: folder, listed: Set(runs.map(\.name)))
        let index = try IdentityIndex(folder: folder, runs: runs, inlineLimit: options.inlineIdentities)
        delete(orphans, of: index)
        indexes[typeID] = index
        return index
    }

    /// Follows what another publication (an import) changed in the metastore.
    func replaceIdentities(_ added: [IdentityRun], replacing removed: [String], typeID: UInt32) {
        indexes[typeID]?.remove(removed)
        for run in added { indexes[typeID]?.commit(run) }
        if let index = indexes[typeID] { delete(removed, of: index) }
    }

    /// Runs that the metastore no longer lists. What cannot be deleted now is an orphan of the next start.
    private func delete(_ names: [String], of index: IdentityIndex) {
        guard !names.isEmpty else { return }
        hold.whenFree { try? index.delete(names) }
    }

    /// - Parameter hour: the latest that was delivered. What still waits was received in it or later, whatever the
    ///   clock says: its look-back may not be forgotten.
    func mergeIdentities(_ typeID: UInt32, delivered hour: Hour) throws {
        guard var index = indexes[typeID] else { return }
        let expired = index.expired(now: hour)
        if !expired.isEmpty {
            try metastore.write { try $0.removeIdentityRuns(expired) }
            afterCommit()
            index.remove(expired)
            delete(expired, of: index)
        }
        while let names = index.nextMerge() {
            let merged = try index.merge(names)
            try metastore.write { transaction in
                try transaction.removeIdentityRuns(names)
                try transaction.add(IdentityRunRecord(merged.file), typeID: typeID)
            }
            afterCommit()
            index.commit(merged, replacing: names)
            indexes[typeID] = index
            delete(names, of: index)
        }
        indexes[typeID] = index
    }
}
