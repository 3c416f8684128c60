import ArgumentParser
import BasinClient

struct ExportBackstageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backstage", abstract: "Write a catalog-info.yaml: teams, datasets and what they are made of.")

    @Option(help: "The file. (default: printed)")
    var out: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try OutputFile.write(try await connection.withClient { try await $0.backstageEntities() }, to: out)
    }
}

extension OutputFile {
    /// To the file as a whole; nil: to the terminal.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else { return try Terminal.write(bytes) }
        let file = try OutputFile(path: path)
        try file.write(bytes)
        try file.finish()
    }
}
