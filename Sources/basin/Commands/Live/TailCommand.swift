import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Watch events as they come, with what intake says of each.",
        discussion: """
            What may be personal is masked. At most 200 events a second are shown; how many were not is told.
            Example: basin tail song_played --where "length_s > 30 AND song LIKE 'A%'"
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable { case table, json }

    @Argument(help: "Event types. (default: all)")
    var types: [String] = []

    @Option(name: .customLong("where"), help: "SQL: only accepted events for which it is true. Needs a type.")
    var condition: String?

    @Flag(help: "Only refused events.")
    var refused = false

    @Flag(help: "Only accepted events.")
    var accepted = false

    @Option(help: "How to print: table, or json, a line an event.")
    var format: Format = .table

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if refused, accepted { throw ValidationError("Give --refused or --accepted, or neither for both.") }
        if condition != nil, types.isEmpty { throw ValidationError("--where is on the fields of a type; name the type.") }
        if condition != nil, refused { throw ValidationError("A refused event has no fields to compare; leave --where out.") }
        try connection.requireServer()
    }

    func run() async throws {
        let lines = TailLines(format: format)
        try Terminal.write(lines.title)
        let (types, condition) = (types, condition)
        let verdict = refused ? "refused" : accepted ? "accepted" : nil
        try await connection.withClient { client in
            try await client.watch(types: types, condition: condition, verdict: verdict) { event in
                switch event.name {
                case "error", "end":
                    let words = try lines.decode(LastWords.self, event)
                    throw BasinError(event.name == "end" ? .unavailable : .query, words.message)
                case "skipped": lines.skipped(try lines.decode(SkippedEvents.self, event))
                default: try Terminal.write(try lines.line(event))
                }
            }
        }
    }
}
