import ArgumentParser
import BasinClient
import BasinWire

struct LossCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loss",
        abstract: "Estimate how many events never came, from gaps in the clients' sequence numbers.",
        discussion: """
            Clients number their events with the CloudEvents attribute `sequence`, for each source and type. A number \
            between two that came is an event that was lost, or is still on its way.
            """)

    @Argument(help: "The event type.")
    var type: String

    @Option(help: "Split by a field, e.g. app_version; may be given again.")
    var by: [String] = []

    @Option(help: "First hour or day of receipt, e.g. 2018-11-01 or 2018-11-01T14.")
    var from: String?

    @Option(help: "End of the range, not included.")
    var to: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let loss = try await connection.withClient { try await $0.loss(of: type, by: by, from: from, to: to) }
        let table = TextTable(
            by.map { $0.uppercased() } + ["CLIENTS", "RECEIVED", "MISSING", "SHARE"],
            numeric: Set(by.count..<by.count + 4),
            rows: loss.map { row in
                row.split + [String(row.sources), String(row.received), String(row.missing), Self.percent(row.share)]
            })
        try output.format.print(loss, as: table)
    }

    private static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
    }
}
