import ArgumentParser
import BasinClient
import BasinWire

struct SchemaExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the JSON Schema of what clients send in an event's data.",
        discussion: "JSON Schema 2020-12. The same version gives the same bytes, so that it may lie beside a client.")

    @Argument(help: "The event type.")
    var type: String

    @Option(help: "A schema version. (default: the current one)")
    var version: Int?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try Terminal.write(try await connection.withClient { try await $0.schema(of: type, version: version) })
    }
}
