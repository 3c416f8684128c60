import ArgumentParser
import BasinClient

struct ExportJSONLDCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonld", abstract: "Write a dataset as schema.org/Dataset in JSON-LD, for a page about it.")

    @Argument(help: "A dataset or event type.")
    var name: String

    @Option(help: "Where readers reach the server, e.g. https://data.example. (default: names relative to the document)")
    var base: String?

    @Option(help: "The file. (default: printed)")
    var out: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let name = name, base = base
        try OutputFile.write(try await connection.withClient { try await $0.linkedDataset(name, base: base) }, to: out)
    }
}
