import ArgumentParser
import BasinClient

struct ExportDCATCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dcat", abstract: "Write all datasets as a DCAT 3 catalog in JSON-LD, for other catalogs to harvest.")

    @Option(help: "Where readers reach the server, e.g. https://data.example. (default: names relative to the document)")
    var base: String?

    @Option(help: "The file. (default: printed)")
    var out: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let base = base
        try OutputFile.write(try await connection.withClient { try await $0.linkedCatalog(base: base) }, to: out)
    }
}
