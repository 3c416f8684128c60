import ArgumentParser
import BasinClient
import BasinWire

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one dataset: schema, owner, partitions, ledger.",
        discussion: "With --format csv, only the columns are printed.")

    @Argument(help: "The dataset.")
    var dataset: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let detail = try await connection.withClient { try await $0.dataset(dataset) }
        let columns = TextTable(
            ["COLUMN", "TYPE", "REQUIRED", "CLASSIFICATION", "TERM", "DESCRIPTION"],
            rows: detail.columns.map {
                [
                    $0.name, $0.type, $0.required ? "yes" : "no",
                    ($0.classification ?? "-") + ($0.subject ? ", subject" : ""), $0.term ?? "-", $0.description ?? "",
                ]
            })
        guard output.format == .table else { return try output.format.print(detail, as: columns) }
        try Terminal.write(Self.about(detail) + "\n" + columns.aligned)
        for example in detail.notes.examples {
            try Terminal.write("\n\(Terminal.printable(example.title))\n  \(Terminal.printable(example.sql))\n")
        }
        if let page = detail.notes.page {
            try Terminal.write(
                "\n"
                    + page.split(separator: "\n", omittingEmptySubsequences: false).map {
                        Terminal.printable(String($0)) + "\n"
                    }.joined())
        }
        if !detail.bridged.isEmpty { try Terminal.write("\nImported\n" + Self.bridged(detail.bridged).aligned) }
        if !detail.recentHours.isEmpty {
            try Terminal.write("\nLatest hours\n" + TextTable.hours(detail.recentHours).aligned)
        }
    }

    private static func notes(_ notes: DatasetNotes) -> [(String, String)] {
        var facts: [(String, String)] = []
        if let support = notes.support { facts.append(("support", support)) }
        if let deprecation = notes.deprecation {
            facts.append(
                (
                    "deprecated",
                    deprecation.note + (deprecation.successor.map { "; use \($0)" } ?? "")
                        + (deprecation.until.map { "; there until \($0)" } ?? "")
                ))
        }
        if !notes.tags.isEmpty {
            facts.append(
                ("tags", notes.tags.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
            )
        }
        if !notes.terms.isEmpty { facts.append(("terms", notes.terms.joined(separator: ", "))) }
        facts.append(("certified", notes.certified ? "yes" : "no: " + notes.missing.joined(separator: " ")))
        if !notes.people.isEmpty { facts.append(("changed by", notes.people.joined(separator: ", "))) }
        return facts
    }

    private static func bridged(_ ranges: [BridgedRange]) -> TextTable {
        TextTable(
            ["FROM", "THROUGH", "ROWS", "WITHOUT"], numeric: [2],
            rows: ranges.map {
                [$0.from, $0.through, String($0.rows), $0.without.isEmpty ? "-" : $0.without.joined(separator: ", ")]
            })
    }

    private static func joined(_ others: [JoinedDataset]) -> String {
        others.map { "\($0.name) (\(Figures.count($0.queries, "query", "queries")))" }.joined(separator: ", ")
    }

    private static func about(_ detail: DatasetDetail) -> String {
        let summary = detail.summary
        let ledger = detail.ledger
        let balance =
            "\(Figures.grouped(ledger.received)) received = \(Figures.grouped(ledger.delivered)) delivered + "
            + "\(Figures.grouped(ledger.duplicate)) duplicate + \(Figures.grouped(ledger.quarantined)) quarantined + "
            + "\(Figures.grouped(ledger.pending)) pending"
        let isMade = summary.kind == "pipeline"
        var facts: [(String, String)] = [
            (summary.name, summary.description),
            ("owner", summary.owner + (detail.contact.map { ", " + $0 } ?? "")),
        ]
        facts += notes(detail.notes)
        facts += [
            (
                "kind",
                "\(summary.kind)\(summary.removed ? ", removed: nothing is added any more" : ""), tier \(summary.tier), schema version \(detail.schemaVersion)"
            ),
            ("retention", detail.retentionDays.map { Figures.count($0, "day") } ?? "for ever"),
            ("rows", "\(Figures.grouped(summary.rows)) in \(Figures.count(summary.partitions, "partition"))"),
            (isMade ? "published" : "last event", summary.lastEvent ?? "none yet"),
        ]
        if !detail.joinedWith.isEmpty { facts.append(("joined with", joined(detail.joinedWith))) }
        if !isMade { facts.append(("ledger", balance)) }
        if let used = detail.used { facts.append(("cost", CostTables.line(used, currency: detail.currency))) }
        facts.append(("location", detail.location))
        let width = facts.map(\.0.displayWidth).max() ?? 0
        return facts.map { name, text in
            name + String(repeating: " ", count: width - name.displayWidth) + "  " + Terminal.printable(text) + "\n"
        }.joined()
    }
}
