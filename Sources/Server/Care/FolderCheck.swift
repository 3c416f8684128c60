package import BasinCore
import BasinKeys
import BasinMetastore
package import BasinWire
import Foundation

/// `basin fsck`: whether everything in a data folder agrees. The folder is this process's own meanwhile.
package struct FolderCheck: Sendable {
    let dataFolder: String
    let masterKeyFile: String?
    let repairs: Bool
    let clock: Clock

    package init(dataFolder: String, masterKeyFile: String?, repairs: Bool, clock: Clock = .system) {
        self.dataFolder = dataFolder
        self.masterKeyFile = masterKeyFile
        self.repairs = repairs
        self.clock = clock
    }

    /// Damage first. Blocks no thread of Swift's pool.
    /// - Throws: `.notFound` without a folder; `.conflict` when a server owns it.
    package func findings() async throws -> [FindingSummary] {
        try await BlockingThreads.shared.run { try look().map(\.summary) }
    }

    func look() throws -> [Finding] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: dataFolder, isDirectory: &isFolder), isFolder.boolValue else {
            throw BasinError(.notFound, "There is no data folder \(dataFolder); name the one to check with --data.")
        }
        let folder: DataFolder
        do {
            folder = try DataFolder(dataFolder)
        } catch let error as BasinError where error.code == .conflict {
            throw BasinError(
                .conflict,
                "A Basin is using \(dataFolder), and fsck needs the folder for itself: stop the server, then check; or "
                    + "take a backup with `basin backup`, restore it elsewhere, and check that.")
        }
        defer { withExtendedLifetime(folder) {} }
        let databases = Self.databases(folder)
        // Nothing can be compared with a metastore or keys that cannot be read.
        guard !databases.contains(where: { $0.severity == .damage && $0.kind != .metastoreDamaged }),
            !databases.contains(where: { $0.kind == .metastoreDamaged && !DatabaseCheck.isAboutContent($0.message) })
        else { return databases }
        let metastore = try Metastore(path: folder.metastoreFile)
        defer { try? metastore.close() }
        let keys: KeyStore
        do {
            keys = try KeyStore.open(
                dataFolder: folder.path, masterKeyFile: masterKeyFile, environment: ProcessInfo.processInfo.environment,
                clock: clock)
        } catch let error as BasinError where [.invalid, .notFound, .damaged].contains(error.code) {
            return databases + [
                .damage(
                    error.code == .damaged ? .keysDamaged : .masterKey, KeyStore.fileName, error.message,
                    "Start fsck again with the right master key: --master-key FILE or BASIN_MASTER_KEY.")
            ]
        }
        defer { try? keys.close() }
        let state = try FolderReader(root: folder.path, metastore: metastore, keys: keys).state(now: clock.now())
        var findings = databases + Self.checks.flatMap { $0(state) }
        findings.sort {
            ($0.severity.rank, $0.kind.rawValue, $0.place) < ($1.severity.rank, $1.kind.rawValue, $1.place)
        }
        guard repairs else { return findings }
        let repair = FolderRepair(root: folder.path, metastore: metastore, keys: keys, clock: clock)
        for index in findings.indices {
            guard let work = findings[index].repair else { continue }
            do {
                try repair.carryOut(work)
                findings[index].isRepaired = true
            } catch {
                findings[index].remedy = "It could not be mended: \((error as? BasinError)?.message ?? "\(error)")"
            }
        }
        return findings
    }

    private static let checks: [@Sendable (FolderState) -> [Finding]] = [
        FileCheck.findings, HourCheck.findings, PartitionCheck.findings, IdentityCheck.findings, LogCheck.findings,
        TableCheck.findings, ScratchCheck.findings,
    ]

    private static func databases(_ folder: DataFolder) -> [Finding] {
        let keys = folder.path + "/" + KeyStore.fileName
        return database(
            folder.metastoreFile, .metastoreMissing, .metastoreDamaged,
            isNeeded: (try? folder.requireMetastoreBesideData()) == nil)
            + database(keys, .keysMissing, .keysDamaged, isNeeded: true)
    }

    private static func database(
        _ path: String, _ missing: FindingKind, _ damaged: FindingKind, isNeeded: Bool
    ) -> [Finding] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard FileManager.default.fileExists(atPath: path) else {
            return [
                .damage(missing, name, "\(name) is missing: nothing else can be compared with it.", Finding.restore)
            ]
        }
        // The ledger's own check says it better.
        return DatabaseCheck.problems(path: path).filter { $0 != "CHECK constraint failed in hour" }.map {
            .damage(damaged, name, $0, Finding.restore)
        }
    }
}
