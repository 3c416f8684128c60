import BasinAPI
import BasinCore
import BasinKeys
import BasinWire
import Foundation

/// Backups, as the doors ask for them.
extension Platform {
    var careServices: CareServices {
        CareServices(backup: { try await self.backup($0) }, health: { try await self.health() })
    }

    private func backup(_ request: BackupRequest) async throws -> BackupSummary {
        let masterKey =
            request.includesMasterKey
            ? try await BlockingThreads.shared.run { [folder, masterKeyFile] in
                try MasterKey.load(
                    file: masterKeyFile, environment: ProcessInfo.processInfo.environment, dataFolder: folder.path,
                    keysExist: true)
            } : nil
        let backup = Backup(
            dataFolder: folder.path, metastore: metastore, keys: keys, log: log, hold: hold, clock: clock,
            basinVersion: BasinVersion.current)
        return try await backingUp.run {
            try backup.take(into: request.folder, links: request.links, masterKey: masterKey)
        }
    }
}
