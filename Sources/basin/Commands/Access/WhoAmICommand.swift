import ArgumentParser
import BasinClient
import BasinWire

struct WhoAmICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Show who you are to Basin, and what you may do.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let me = try await connection.withClient { try await $0.whoAmI() }
        let grants = me.grants.map { "\($0.dataset ?? "all") (\($0.classification)) for \($0.purpose) until \($0.until)" }
        try output.format.print(
            me,
            as: TextTable(
                ["ACCOUNT", "TOKEN", "MAY", "TEAMS", "GRANTS"],
                rows: [
                    [
                        me.name, me.token ?? "-", me.permissions.joined(separator: " "), me.teams.isEmpty ? "-" : me.teams.joined(separator: " "),
                        grants.isEmpty ? "-" : grants.joined(separator: "; "),
                    ]
                ]))
    }
}
