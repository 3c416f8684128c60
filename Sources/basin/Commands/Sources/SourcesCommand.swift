import ArgumentParser
import BasinClient
import BasinWire

struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "List the doors for clients of other protocols.",
        discussion: "Try one with `basin doctor --source NAME`.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let sources = try await connection.withClient { try await $0.sources() }
        let table = TextTable(
            ["SOURCE", "PROTOCOL", "OWNER", "WRITE KEYS", "WITHOUT A KEY", "EVENT TYPES", "EVERYTHING ELSE"],
            rows: sources.map { source in
                [
                    source.name, source.clientProtocol, source.owner,
                    source.keys.isEmpty ? "all others" : source.keys.joined(separator: ", "), source.open ?? "none",
                    source.types.isEmpty ? "-" : source.types.joined(separator: ", "), source.catchAll,
                ]
            })
        try output.format.print(sources, as: table)
    }
}
