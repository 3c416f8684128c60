import ArgumentParser
import BasinClient
import BasinWire

struct PartitionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partitions", abstract: "List a dataset's partitions and their states.")

    @Argument(help: "The dataset.")
    var dataset: String

    @Option(help: "The first partition. (default: the latest 100)")
    var from: String?

    @Option(help: "End of the range, not included.")
    var to: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let partitions = try await connection.withClient { try await $0.partitions(of: dataset, from: from, to: to) }
        let table = TextTable(
            ["PARTITION", "STATE", "REVISION", "ROWS", "PUBLISHED", "RUN", "REASON"], numeric: [2, 3, 5],
            rows: partitions.map {
                [
                    $0.partition, $0.state, $0.revision.map { String($0) } ?? "-", $0.rows.map { String($0) } ?? "-",
                    $0.publishedAt ?? "-", $0.run.map { String($0) } ?? "-", $0.reason ?? "",
                ]
            })
        try output.format.print(partitions, as: table)
    }
}
