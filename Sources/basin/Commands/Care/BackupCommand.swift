import ArgumentParser
import BasinClient
import BasinWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole data folder, also of a running server.",
        discussion: """
            The folder is on the server's machine, better on another disk. Into the folder of an earlier backup only what \
            is new is copied. The master key is not in it unless asked for: keep it elsewhere, or nothing can be read.
            """)

    @Argument(help: "The folder of the backup: new, empty, or an earlier backup.")
    var folder: String

    @Flag(
        help:
            "Give files a second name instead of copying them, on the same disk: guards against mistakes, not against the disk."
    )
    var link = false

    @Flag(help: "Put the master key into the backup. Whoever has it can then read everything.")
    var includeMasterKey = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let path = folder.hasPrefix("/") ? folder : FileManager.default.currentDirectoryPath + "/" + folder
        let request = BackupRequest(folder: path, links: link, includesMasterKey: includeMasterKey)
        let backup = try await connection.withClient { try await $0.backup(request) }
        try output.format.print(
            backup,
            as: TextTable(
                ["BACKUP", "TAKEN", "FILES", "BYTES", "NEW FILES", "NEW BYTES"], numeric: [2, 3, 4, 5],
                rows: [
                    [backup.folder, backup.createdAt]
                        + [backup.files, backup.bytes, backup.copiedFiles, backup.copiedBytes].map(Figures.grouped)
                ]))
        if output.format == .table, !backup.hasMasterKey {
            Terminal.printError(
                "basin: The master key is not in it. Keep a copy of it elsewhere: without it the backup cannot be read."
            )
        }
    }
}
