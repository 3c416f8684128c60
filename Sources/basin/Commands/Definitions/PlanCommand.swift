import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what applying the project's definitions would do.",
        discussion: "Exits with 1 when something is breaking, so that CI can stop.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let files = try LocalPlatform.definitions(inFolder: connection.project)
        let plan = try await connection.withClient(missing: .pretend) { try await $0.plan(files) }
        try output.format.print(plan, as: .changes(plan))
        if plan.changes.isEmpty, output.format == .table { try Terminal.write("Nothing to change.\n") }
        if let refusals = plan.refusals, output.format == .table {
            try Terminal.write("You may not apply this. \(Terminal.printable(refusals.joined(separator: " ")))\n")
        }
        guard plan.isApplicable else { throw Self.breaking }
    }

    static let breaking = BasinError(
        .conflict, "The plan has breaking changes, so it cannot be applied; each line above says what to do instead.")
}

extension TextTable {
    /// One line for each detail of each change.
    static func changes(_ plan: PlanAnswer) -> TextTable {
        let rows = plan.changes.flatMap { change in
            let details = change.details.isEmpty ? [""] : change.details
            return details.enumerated().map { index, detail in
                index > 0
                    ? ["", "", "", detail]
                    : [change.kind, change.object, change.version.map { "v\($0)" } ?? "", detail]
            }
        }
        return TextTable(["CHANGE", "OBJECT", "VERSION", "DETAIL"], rows: rows)
    }
}
