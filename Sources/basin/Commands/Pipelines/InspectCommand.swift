import ArgumentParser
import BasinClient
import BasinWire

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show a run: what happened, what it read, what its checks found.",
        discussion: "With --format csv, only the checks are printed.")

    @Argument(help: "The run.")
    var id: Int

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let showsRows = output.format != .csv
        let run = try await connection.withClient { client in
            let run = try await client.run(id)
            // They are read by that, which is written down: not where they are not printed.
            let failing = showsRows ? run.checks.filter { $0.sampleCount != nil }.map(\.name) : []
            return failing.isEmpty ? run : try await client.run(id, failing: failing)
        }
        let checks = TextTable(
            ["CHECK", "KIND", "RESULT", "ROWS", "FOUND"], numeric: [3],
            rows: run.checks.map { check in
                [
                    check.name, check.blocking ? "blocking" : "warning", check.passed ? "passed" : "failed",
                    check.failingRows.map { String($0) } ?? "-", check.message,
                ]
            })
        guard output.format == .table else { return try output.format.print(run, as: checks) }
        try Terminal.write(TextTable.runs([run.summary]).aligned)
        try section("Events", TextTable(["NO", "AT", "EVENT"], numeric: [0], rows: run.events.map { [String($0.number), $0.at, $0.event] }))
        try section(
            "Inputs",
            TextTable(
                ["DATASET", "FROM", "TO", "PARTITIONS", "FILES", "ROWS", "LATEST REVISION"], numeric: [3, 4, 5, 6],
                rows: run.inputs.map {
                    [
                        $0.dataset, $0.from, $0.to, String($0.partitions), String($0.files), String($0.rows),
                        String($0.latestRevision),
                    ]
                }))
        try section("Checks", checks)
        for check in run.checks where !check.samples.isEmpty {
            try Terminal.write("\nRows that failed \(Terminal.printable(check.name))\n")
            for sample in check.samples { try Terminal.write("  " + Terminal.printable(sample) + "\n") }
        }
        let facts = [
            ("definition", run.definitionHash), ("engine", run.engine), ("worker", run.worker), ("checksum", run.checksum),
            ("staged", run.staged),
        ]
        try Terminal.write("\n")
        for case (let name, let value?) in facts {
            try Terminal.write(name.padding(to: 12) + Terminal.printable(value) + "\n")
        }
        if let log = run.log, !log.isEmpty {
            try Terminal.write("\nLog\n")
            for line in log.split(separator: "\n") { try Terminal.write("  " + Terminal.printable(String(line)) + "\n") }
        }
    }

    private func section(_ title: String, _ table: TextTable) throws {
        if table.rows.isEmpty { return }
        try Terminal.write("\n\(title)\n" + table.aligned)
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
