import ArgumentParser
import BasinClient
import BasinWire

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a paused dataset; say what becomes of the gap.")

    @Argument(help: "The dataset.")
    var dataset: String

    @Flag(help: "Make what became due meanwhile.")
    var catchUp = false

    @Flag(help: "Leave out what became due meanwhile.")
    var skip = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard catchUp != skip else { throw ValidationError("Give --catch-up or --skip.") }
    }

    func run() async throws {
        let gap = skip ? "skip" : "catch_up"
        try await connection.withClient { try await $0.resume(dataset, gap: gap) }
        try Terminal.write("Resumed \(Terminal.printable(dataset)).\n")
    }
}
