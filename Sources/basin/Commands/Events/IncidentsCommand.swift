import ArgumentParser
import BasinClient
import BasinWire

struct IncidentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "List what keeps hours of events open or events undelivered, and since when.",
        discussion: "Runs of pipelines that failed are not among them: `basin runs --state failed`.")

    @Flag(help: "Those that are over, too.")
    var all = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let incidents = try await connection.withClient { try await $0.incidents(all: all) }
        let table = TextTable(
            ["TYPE", "KIND", "HOUR", "SINCE", "UNTIL", "WHAT"],
            rows: incidents.map {
                [$0.type ?? "(not known)", $0.kind, $0.hour ?? "-", $0.openedAt, $0.closedAt ?? "-", $0.message]
            })
        try output.format.print(incidents, as: table)
        if output.format == .table { try Terminal.write("Runs that failed: basin runs --state failed\n") }
    }
}
