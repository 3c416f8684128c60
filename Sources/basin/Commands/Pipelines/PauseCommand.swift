import ArgumentParser
import BasinClient
import BasinWire

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Start no more runs of a dataset by itself.")

    @Argument(help: "The dataset.")
    var dataset: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await connection.withClient { try await $0.pause(dataset) }
        try Terminal.write("Paused \(Terminal.printable(dataset)).\n")
    }
}
