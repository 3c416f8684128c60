import ArgumentParser
import BasinClient
import BasinWire

struct CostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost", abstract: "Show what a month cost, and what nobody reads.",
        discussion: "Prices are declared in prices.yaml; without them, costs are hours and bytes. --unread proposes what may "
            + "go; nothing ever goes by itself.")

    @Option(help: "team, dataset, pipeline or account. (default: team)")
    var by: String?

    @Option(help: "The month, as 2026-11. (default: this one)")
    var month: String?

    @Flag(help: "Show datasets that nobody reads, neither themselves nor what is made of them.")
    var unread = false

    @Option(help: "With --unread: not read for so many days. (default: 90)")
    var days: Int?

    @Flag(help: "The same as --format json.")
    var json = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard unread || days == nil else { throw ValidationError("--days goes with --unread.") }
        guard !unread || (by == nil && month == nil) else {
            throw ValidationError("--unread is of the last days; leave out --by and --month.")
        }
        guard days.map({ (1...365).contains($0) }) ?? true else { throw ValidationError("--days is not between 1 and 365.") }
    }

    func run() async throws {
        let format = json ? OutputFormat.json : output.format
        if unread {
            let answer = try await connection.withClient { try await $0.unreadDatasets(days: days) }
            let table = CostTables.unread(answer)
            guard format == .table else { return try format.print(answer, as: table) }
            return try Terminal.write(CostTables.about(answer) + (answer.datasets.isEmpty ? "" : "\n" + table.aligned))
        }
        let answer = try await connection.withClient { try await $0.cost(by: by, month: month) }
        let table = CostTables.cost(answer)
        guard format == .table else { return try format.print(answer, as: table) }
        try Terminal.write(CostTables.title(answer) + table.aligned)
    }
}
