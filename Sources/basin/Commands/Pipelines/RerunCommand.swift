import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct RerunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun", abstract: "Make a run's partition again from what that run was pinned to.",
        discussion: "The same definition and the same revisions of its inputs give the same content; a difference is said.")

    @Option(name: .customLong("as"), help: "The run.")
    var run: Int

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let ended = try await connection.withClient(works: true) { client in
            try await RunProgress.end(of: client.rerun(run), client)
        }
        try output.format.print(ended, as: .runs([ended]))
        try RunProgress.demandSuccess(ended)
    }
}
