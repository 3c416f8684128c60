import ArgumentParser
import BasinClient
import BasinWire

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show what was changed in definitions, by whom and why.")

    @Argument(help: "An event type, dataset, team, source or pool; everything if left out.")
    var name: String?

    @Option(help: "Changes at most, up to 1,000.")
    var limit: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let changes = try await connection.withClient { try await $0.changes(of: name, limit: limit) }
        let table = TextTable(
            ["WHEN", "WHO", "WHAT", "CHANGE", "VERSION", "WHY", "DETAILS"], numeric: [4],
            rows: changes.map { entry in
                [
                    entry.at, entry.person, entry.change.object, entry.change.kind, entry.change.version.map { String($0) } ?? "-",
                    entry.reason ?? "-", entry.change.details.joined(separator: " "),
                ]
            })
        try output.format.print(changes, as: table)
    }
}
