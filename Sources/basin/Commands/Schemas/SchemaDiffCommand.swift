import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct SchemaDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare an event type as applied with its definition, or two of its versions.",
        discussion: "Says of each field what changes, whom it hurts and what to do, and of each compatibility mode "
            + "whether it is kept. With --format csv, only the fields are printed.")

    @Argument(help: "The event type.")
    var type: String

    @Option(help: "The older version, instead of comparing with the project.")
    var from: Int?

    @Option(help: "The newer version. (default: the current one, if --from is given)")
    var to: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let diff: SchemaDiff
        if from != nil || to != nil {
            diff = try await connection.withClient { try await $0.schemaDiff(of: type, from: from, to: to) }
        } else {
            // What is wrong elsewhere in the project is no matter here.
            let own = ["teams.yaml", "events/\(type).yaml"]
            let files = try LocalPlatform.definitions(inFolder: connection.project).filter { own.contains($0.key) }
            diff = try await connection.withClient(missing: .pretend) {
                try await $0.schemaDiff(of: type, files: files)
            }
        }
        let fields = Self.fields(diff, repeats: output.format == .csv)
        guard output.format == .table else { return try output.format.print(diff, as: fields) }
        let title = "\(diff.type): from \(diff.from) to \(diff.to), compatibility \(diff.compatibility)\n"
        guard !diff.fields.isEmpty else { return try Terminal.write(title + "Nothing differs.\n") }
        let promises = TextTable(["COMPATIBILITY", "VERDICT"], rows: diff.promises.map { [$0.mode, $0.verdict] })
        try Terminal.write(title + "\n" + fields.aligned + "\n" + promises.aligned)
    }

    /// One line for each reason of each field.
    private static func fields(_ diff: SchemaDiff, repeats: Bool) -> TextTable {
        let rows = diff.fields.flatMap { field -> [[String]] in
            let first = [
                field.field, field.change, field.before ?? "-", field.after ?? "-",
                field.breaks.isEmpty ? "-" : field.breaks.joined(separator: ", "),
            ]
            let reasons = field.reasons.isEmpty ? [""] : field.reasons
            return reasons.enumerated().map { index, reason in
                (index == 0 || repeats ? first : Array(repeating: "", count: first.count)) + [reason]
            }
        }
        return TextTable(["FIELD", "CHANGE", "BEFORE", "AFTER", "BREAKS", "REASON"], rows: rows)
    }
}
