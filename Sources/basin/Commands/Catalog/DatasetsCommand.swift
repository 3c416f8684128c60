import ArgumentParser
import BasinClient
import BasinWire

struct DatasetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "datasets", abstract: "List the datasets.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let datasets = try await connection.withClient { try await $0.datasets() }
        let table = TextTable(
            ["DATASET", "OWNER", "TIER", "ROWS", "PARTITIONS", "LAST EVENT", "DESCRIPTION"], numeric: [3, 4],
            rows: datasets.map {
                [
                    $0.name + ($0.removed ? " (removed)" : ""), $0.owner, $0.tier, String($0.rows),
                    String($0.partitions), $0.lastEvent ?? "-",
                    $0.description,
                ]
            })
        try output.format.print(datasets, as: table)
    }
}
