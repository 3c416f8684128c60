import BasinCore
import BasinWire
import Foundation

/// What a backup holds. Written last: a folder without it is no backup.
struct BackupManifest: Codable, Sendable, Equatable {
    struct File: Codable, Sendable, Equatable {
        /// Where it was in the data folder, and is to be again.
        var path: String
        /// Where it is in the backup's folder.
        var stored: String
        var bytes: Int
        var sha256: String
    }

    static let fileName = "manifest.json"
    static let currentFormat = 1

    var format = currentFormat
    var basin: String
    var createdAt: String
    /// The data folder's place then: paths in the metastore begin with it.
    var dataFolder: String
    /// Events up to here are in it.
    var logPosition: UInt64
    var files: [File]

    /// - Throws: `.notFound` without one; `.damaged` when it cannot be read; `.conflict` when a newer Basin wrote it.
    static func read(_ folder: String) throws -> BackupManifest {
        let path = folder + "/" + fileName
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw BasinError(
                .notFound,
                "\(folder) is no backup, or one that was not finished: it has no \(fileName). Name another folder.")
        }
        guard let manifest = try? WireJSON.decode(BackupManifest.self, from: bytes) else {
            throw BasinError(.damaged, "\(path) is damaged: this backup cannot be restored. Take another.")
        }
        guard manifest.format <= currentFormat else {
            throw BasinError(.conflict, "\(path) was written by a newer Basin; restore it with that version.")
        }
        for name in manifest.files.flatMap({ [$0.path, $0.stored] }) {
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            guard !name.utf8.contains(0), !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
                throw BasinError(.damaged, "\(path) names the file \(name.debugDescription), which no backup holds.")
            }
        }
        return manifest
    }
}
