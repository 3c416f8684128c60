import ArgumentParser
import BasinClient
import BasinWire

struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say why a partition is there or not, and what to do.")

    @Argument(help: "The dataset.")
    var dataset: String

    @Argument(help: "The partition: 2018-11-03T14, 2018-11-03, a week's Monday, 2018-11, or all.")
    var partition: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let why = try await connection.withClient { try await $0.why(dataset, partition: partition) }
        let table = TextTable(
            ["CODE", "SINCE", "REASON", "WHAT TO DO"],
            rows: why.reasons.map { [$0.code, $0.since ?? "-", $0.message, $0.remedy ?? ""] })
        guard output.format == .table else { return try output.format.print(why, as: table) }
        try Terminal.write("\(Terminal.printable(why.dataset)) \(Terminal.printable(why.partition)) is \(why.state)\n")
        for reason in why.reasons {
            let since = reason.since.map { " (since \($0))" } ?? ""
            try Terminal.write("  " + Terminal.printable(reason.message + since) + "\n")
            if let remedy = reason.remedy { try Terminal.write("    → " + Terminal.printable(remedy) + "\n") }
        }
    }
}
