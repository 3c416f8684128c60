import ArgumentParser
import BasinClient
import BasinWire

struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Show a few rows of a dataset as JSON, with what is personal masked.")

    @Argument(help: "The dataset.")
    var name: String

    @Option(help: "Rows at most, up to 100. (default: 10)")
    var limit: Int?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (name, limit) = (name, limit)
        try await connection.withClient { client in
            try await client.sample(of: name, limit: limit) { try Terminal.write($0) }
        }
    }
}
