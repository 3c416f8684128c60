import ArgumentParser
import BasinClient
import BasinWire

struct QueriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queries", abstract: "Show what was asked: your own queries, or everybody's without a value.")

    @Flag(help: "Everybody's, for who may audit; each value in the SQL is a question mark.")
    var all = false

    @Option(help: "With --all: only of this account.")
    var person: String?

    @Option(help: "Only those that named this dataset.")
    var dataset: String?

    @Option(help: "Only those that ended so: done, or the code of an error.")
    var outcome: String?

    @Option(help: "Only those of a lower number, for the next page.")
    var before: Int?

    @Option(help: "Queries at most, up to 1,000.")
    var limit = 100

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        if person != nil, !all { throw ValidationError("--person is for --all; without it, they are your own.") }
    }

    func run() async throws {
        let filter = QueryHistoryFilter(person: person, dataset: dataset, outcome: outcome, before: before, limit: limit)
        let queries = try await connection.withClient { try await $0.askedQueries(filter, all: all) }
        let table = TextTable(
            ["NUMBER", "WHEN", "WHO", "OUTCOME", "ROWS", "BYTES", "SECONDS", "DATASETS", "SQL"], numeric: [0, 4, 5, 6],
            rows: queries.map { query in
                [
                    String(query.number), query.at, query.person, query.outcome, String(query.rows), String(query.bytes),
                    String((query.seconds * 1000).rounded() / 1000), query.datasets.joined(separator: ", "),
                    query.sql.split(whereSeparator: \.isNewline).joined(separator: " "),
                ]
            })
        try output.format.print(queries, as: table)
    }
}
