import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Make the platform as the project's definitions say.")

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Option(help: "Why, for `basin history`.")
    var reason: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let files = try LocalPlatform.definitions(inFolder: connection.project)
        let (asks, reason) = (!yes, reason)
        let format = output.format
        try await connection.withClient(missing: .begin) { client in
            let plan = try await client.plan(files)
            guard plan.isApplicable else {
                try format.print(plan, as: .changes(plan))
                throw PlanCommand.breaking
            }
            guard !plan.changes.isEmpty else {
                return try format == .table
                    ? Terminal.write("Nothing to change.\n") : format.print(plan, as: .changes(plan))
            }
            if asks {
                guard Terminal.inputIsTerminal else {
                    throw BasinError(.invalid, "Nobody is here to be asked whether to apply; add --yes.")
                }
                try Terminal.write(TextTable.changes(plan).aligned, to: Terminal.errorDescriptor)
                guard Terminal.confirm("Apply?") else { throw BasinError(.conflict, "Nothing was applied.") }
            }
            // What somebody else applied while the plan was looked at was not agreed to.
            let applied = try await client.apply(files, reason: reason, ifRevision: plan.revision)
            try format.print(applied, as: .changes(applied))
            if format == .table { try Terminal.write("Applied.\n") }
        }
    }
}
