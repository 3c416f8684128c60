import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Take refused events through intake again, as it is now.",
        discussion: """
            What is accepted is delivered exactly once, into the present hour with its own time, and leaves quarantine. \
            What is still refused stays there, and is told with its reason.
            """)

    @Argument(help: "The event type.")
    var type: String

    @Option(help: "Only events refused for this code, e.g. unknown_field.")
    var reason: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let answer = try await connection.withClient { try await $0.replay(type, reason: reason) }
        guard output.format == .table else { return try output.format.print(answer, as: .reasons(answer.left)) }
        let replayed = "\(Figures.count(answer.replayed, "event")) of \(Terminal.printable(type))"
        try Terminal.write("\(replayed) \(answer.replayed.word("was", "were")) replayed.\n")
        let left = answer.left.reduce(0) { $0 + $1.events }
        if left > 0 {
            try Terminal.write("\(Figures.count(left, "event is", "events are")) still refused:\n\n")
            try output.format.print(answer.left, as: .reasons(answer.left))
        }
        if answer.tooOld > 0 {
            let old = Figures.count(answer.tooOld, "event stays", "events stay")
            try Terminal.write("\(old), too old to be delivered exactly once.\n")
        }
        if answer.erased > 0 { try Terminal.write("\(Figures.count(answer.erased, "event was", "events were")) erased and cannot be read.\n") }
    }
}
