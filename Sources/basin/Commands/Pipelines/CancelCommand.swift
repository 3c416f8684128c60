import ArgumentParser
import BasinClient
import BasinWire

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Stop a run.")

    @Argument(help: "The run.")
    var id: Int

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let run = try await connection.withClient { try await $0.cancelRun(id) }
        try output.format.print(run, as: .runs([run]))
    }
}
