import ArgumentParser
import BasinClient
import BasinWire

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "runs", abstract: "List runs, the latest first.")

    @Argument(help: "Only of this dataset.")
    var dataset: String?

    @Option(help: "Only of this partition.")
    var partition: String?

    @Option(help: "Only in this state: queued, running, publishing, retrying, succeeded, failed or cancelled.")
    var state: String?

    @Option(help: "At most so many.")
    var limit = 20

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let runs = try await connection.withClient {
            try await $0.runs(dataset: dataset, partition: partition, state: state, limit: limit)
        }
        try output.format.print(runs, as: .runs(runs))
    }
}

extension TextTable {
    static func runs(_ runs: [RunSummary]) -> TextTable {
        TextTable(
            [
                "RUN", "DATASET", "PARTITION", "STATE", "TRIGGER", "ATTEMPT", "ROWS", "REVISION", "SECONDS", "CREATED",
                "REASON",
            ], numeric: [0, 5, 6, 7, 8],
            rows: runs.map { run in
                [
                    String(run.id), run.dataset, run.partition, run.state, run.trigger, String(run.attempt),
                    run.rows.map { String($0) } ?? "-", run.revision.map { String($0) } ?? "-",
                    run.seconds.map(Figures.oneDecimal) ?? "-", run.createdAt, run.reason ?? "",
                ]
            })
    }
}
