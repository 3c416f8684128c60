import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Make a partition of a dataset now.",
        discussion: "Waits until the run has ended, and exits with 1 when it did not publish.")

    @Argument(help: "The dataset.")
    var dataset: String

    @Argument(help: "The partition: 2018-11-03T14, 2018-11-03, a week's Monday, 2018-11, or all.")
    var partition: String

    @Flag(help: "Do not wait for its end; only with a server.")
    var detach = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let waits = !detach
        let run = try await connection.withClient(works: true) { client in
            let run = try await client.startRun(dataset: dataset, partition: partition)
            return waits ? try await RunProgress.end(of: run, client) : run
        }
        try output.format.print(run, as: .runs([run]))
        if waits { try RunProgress.demandSuccess(run) }
    }
}
