import ArgumentParser
import BasinClient

struct StreamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Take a type's events in the order of receipt, a line of JSON each.",
        discussion: """
            Each line holds a cursor; --after with it goes on behind that event, after a restart or a year.             An event may come again, none is left out.
            Example: basin stream song_played --from now --follow | jq .event.data
            """)

    @Argument(help: "The event type.")
    var type: String

    @Option(help: "Begin behind this cursor.")
    var after: String?

    @Option(help: "Begin with this hour or day, e.g. 2018-11-03T14, or with what comes now. (default: the oldest)")
    var from: String?

    @Option(help: "So many events at most.")
    var limit: Int?

    @Flag(help: "Go on with new events.")
    var follow = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if after != nil, from != nil { throw ValidationError("Give either --after or --from.") }
        if let limit, limit < 1 { throw ValidationError("--limit is less than 1.") }
        if follow { try connection.requireServer() }
    }

    func run() async throws {
        let (type, after, from, limit, follow) = (type, after, from, limit, follow)
        try await connection.withClient { client in
            try await client.streamEvents(of: type, after: after, from: from, limit: limit, follow: follow) { chunk in
                // The server's empty lines only keep the connection.
                if chunk != [10] { try Terminal.write(chunk) }
            }
        }
    }
}
