import ArgumentParser
import BasinWire

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a data folder of a backup.",
        discussion: """
            Checks every file of the backup first, then writes the folder, then checks the folder. Iceberg tables begin \
            anew, with the same content and without their older snapshots; data of failed audits is not restored.
            """)

    @Argument(help: "The folder of the backup.")
    var backup: String

    @Option(help: "The new data folder: absent or empty.")
    var data: String

    @Option(
        name: .customLong("master-key"),
        help: "The file of the master key, if not in the backup nor beside the new folder.")
    var masterKey: String?

    @OptionGroup var output: FormatOption

    func run() async throws {
        let restored = try await LocalPlatform.restore(backup, dataFolder: data, masterKeyFile: masterKey)
        try output.format.print(
            restored,
            as: TextTable(
                ["DATA FOLDER", "BACKUP OF", "FILES", "BYTES"], numeric: [2, 3],
                rows: [
                    [
                        restored.dataFolder, restored.createdAt, Figures.grouped(restored.files),
                        Figures.grouped(restored.bytes),
                    ]
                ]))
        let left = restored.findings.filter { $0.severity != "note" && !$0.isRepaired }
        guard !left.isEmpty else { return }
        Terminal.printError(TextTable.findings(left).aligned)
        Terminal.printError("basin: The folder is not as it should be; look at the findings before you use it.")
        throw ExitCode(1)
    }
}
