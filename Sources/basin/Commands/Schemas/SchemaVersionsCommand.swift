import ArgumentParser
import BasinClient
import BasinWire

struct SchemaVersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "List the schema versions of an event type, and what each changed.")

    @Argument(help: "The event type.")
    var type: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let versions = try await connection.withClient { try await $0.schemaVersions(of: type) }
        let rows = versions.flatMap { version -> [[String]] in
            let name = "\(version.version)" + (version.isCurrent ? " (current)" : "")
            let first = [name, "\(version.fields)", version.keeps.isEmpty ? "-" : version.keeps.joined(separator: ", ")]
            let changes = version.changes.isEmpty ? [version.version == 1 ? "The first." : ""] : version.changes
            return changes.enumerated().map { index, change in
                // A program that reads CSV wants every cell; a person wants to see where a version begins.
                (index == 0 || output.format == .csv ? first : ["", "", ""]) + [change]
            }
        }
        let table = TextTable(["VERSION", "FIELDS", "KEEPS", "CHANGE"], numeric: [1], rows: rows)
        try output.format.print(versions, as: table)
    }
}
