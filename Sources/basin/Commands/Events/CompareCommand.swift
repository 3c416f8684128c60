import ArgumentParser
import BasinClient
import BasinWire

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two deliveries of the same events, field by field.",
        discussion: """
            Rows are paired by the keys. Of each field it counts the pairs that are the same, that differ, and that \
            have a value on one side only. A key that stands for several rows of a side is counted and not compared. \
            Sealed fields are compared where both sides hold values of the same event type's field. The exit code is 1 when \
            anything differs.
            """)

    @Argument(help: "A dataset or event type.")
    var left: String

    @Argument(help: "The other one; the same again to compare two ranges of its hours.")
    var right: String

    @Option(help: "A column that tells events apart, e.g. _event_id; may be given again.")
    var key: [String]

    @Option(help: "A column to compare; may be given again. (default: every field that both have, and _event_time)")
    var field: [String] = []

    @Option(help: "First hour or day of the partitions that count, e.g. 2018-11-01 or 2018-11-01T14.")
    var from: String?

    @Option(help: "End of the range, not included.")
    var to: String?

    @Option(help: "The right side's own first hour or day. (default: as --from)")
    var rightFrom: String?

    @Option(help: "End of the right side's range, not included. (default: as --to)")
    var rightTo: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        if key.isEmpty { throw ValidationError("Give --key: a column that tells one event from another.") }
    }

    func run() async throws {
        let request = ComparisonRequest(
            left: left, right: right, keys: key, fields: field, from: from, to: to, rightFrom: rightFrom,
            rightTo: rightTo)
        let comparison = try await connection.withClient { try await $0.compare(request) }
        if output.format == .table { try Terminal.write(Self.about(comparison)) }
        try output.format.print(comparison, as: .comparing(comparison))
        for line in comparison.notCompared { Terminal.printError(Terminal.printable("basin: not compared: \(line)")) }
        if !comparison.isSame { throw ExitCode.failure }
    }

    private static func about(_ comparison: ComparisonSummary) -> String {
        func side(_ side: ComparisonSummary.Side) -> String {
            let duplicates =
                side.duplicateKeys == 0 ? "" : ", \(Figures.count(side.duplicateKeys, "key")) more than once"
            return "\(side.name): \(Figures.count(side.rows, "row")), \(Figures.count(side.keys, "key"))\(duplicates)"
        }
        let both = Figures.count(comparison.keysOnBoth, "key"), compared = Figures.grouped(comparison.comparedKeys)
        return "\(side(comparison.left)); \(side(comparison.right)); \(both) on both, \(compared) compared\n"
    }
}

extension TextTable {
    static func comparing(_ comparison: ComparisonSummary) -> TextTable {
        TextTable(
            ["FIELD", "SAME", "DIFFERENT", "ONLY LEFT", "ONLY RIGHT", "NOTE"], numeric: [1, 2, 3, 4],
            rows: comparison.fields.map {
                [
                    $0.name, String($0.same), String($0.different), String($0.onlyLeft), String($0.onlyRight),
                    $0.note ?? "",
                ]
            })
    }
}
