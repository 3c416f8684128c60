import ArgumentParser
import BasinClient
import BasinWire

struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Show what a partition is like, column by column.",
        discussion: "Of columns that say something of a person only counts are known. --format json has deciles, too. "
            + "With --history: how columns moved over the partitions, and where a figure left the range of the 14 before.")

    @Argument(help: "The dataset.")
    var name: String

    @Argument(
        help: "The partition, e.g. 2018-11-03 or 2018-11-03T14; the last one that has rows if left out. With --history: a column.")
    var partition: String?

    @Flag(help: "One partition after another.")
    var history = false

    @Option(help: "With --history: the first partition.")
    var from: String?

    @Option(help: "With --history: the one behind the last.")
    var to: String?

    @Option(help: "With --history: partitions at most, the last ones. (default: 60)")
    var limit: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard history || (from == nil && to == nil && limit == nil) else {
            throw ValidationError("--from, --to and --limit go with --history.")
        }
    }

    func run() async throws {
        if history {
            let answer = try await connection.withClient {
                try await $0.profileHistory(of: name, column: partition, from: from, to: to, limit: limit)
            }
            guard output.format == .table else {
                return try output.format.print(answer, as: ProfileHistoryTables.rows(answer))
            }
            return try Terminal.write(ProfileHistoryTables.overview(answer))
        }
        let profile = try await connection.withClient { try await $0.profile(of: name, partition: partition) }
        let table = TextTable(
            ["COLUMN", "TYPE", "CLASSIFICATION", "NULLS", "DISTINCT", "MIN", "MEDIAN", "MAX", "COMMON"], numeric: [3, 4],
            rows: profile.columns.map { column in
                [
                    column.name, column.type, column.classification, String(column.nulls),
                    column.distinct.map { (profile.rows > 1_000_000 ? "~" : "") + String($0) } ?? "-", column.min ?? "-",
                    column.deciles.count == 11 ? Self.short(column.deciles[5]) : "-", column.max ?? "-",
                    column.common.isEmpty
                        ? "-" : column.common.prefix(3).map { "\($0.value) (\($0.rows))" }.joined(separator: ", "),
                ]
            })
        guard output.format == .table else { return try output.format.print(profile, as: table) }
        try Terminal.write("\(Terminal.printable(profile.dataset)) \(profile.partition): \(Figures.count(profile.rows, "row"))\n")
        try Terminal.write(table.aligned)
    }

    private static func short(_ number: Double) -> String {
        let rounded = (number * 1000).rounded() / 1000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
    }
}
