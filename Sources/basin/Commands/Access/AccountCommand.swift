import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Make, list and change accounts of people and services.",
        subcommands: [Create.self, List.self, Change.self, Disable.self, Enable.self, Password.self, Link.self, Unlink.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account.",
            discussion: "Roles: viewer finds; analyst queries, too; developer changes definitions, too; steward decides who "
                + "reads what; auditor reads the audit log; admin may everything, but open personal values without a grant.")

        @Argument(help: "Its name, e.g. anna or ci.")
        var name: String

        @Option(help: "A role; once for each.")
        var role: [String]

        @Option(help: "A team of teams.yaml; once for each.")
        var team: [String] = []

        @Flag(help: "It is a program, which has tokens and no password.")
        var service = false

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let request = AccountRequest(name: name, kind: service ? "service" : "person", roles: role, teams: team)
            let account = try await connection.withClient { try await $0.createAccount(request) }
            try output.format.print(account, as: AccountCommand.table([account]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let accounts = try await connection.withClient { try await $0.accounts() }
            try output.format.print(accounts, as: AccountCommand.table(accounts))
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give an account other roles or teams, from now on.")

        @Argument(help: "Its name.")
        var name: String

        @Option(help: "A role; once for each. They replace those that it has.")
        var role: [String] = []

        @Option(help: "A team; once for each. They replace those that it has.")
        var team: [String] = []

        @Flag(name: .customLong("no-team"), help: "It is of no team.")
        var noTeam = false

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func validate() throws {
            guard team.isEmpty || !noTeam else { throw ValidationError("Give either --team or --no-team.") }
            guard !role.isEmpty || !team.isEmpty || noTeam else { throw ValidationError("Give --role, --team or --no-team.") }
        }

        func run() async throws {
            let change = AccountChange(roles: role.isEmpty ? nil : role, teams: team.isEmpty && !noTeam ? nil : team)
            let account = try await connection.withClient { try await $0.changeAccount(name, change) }
            try output.format.print(account, as: AccountCommand.table([account]))
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End all tokens of an account, and let it have none.")

        @Argument(help: "Its name.")
        var name: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            _ = try await connection.withClient { try await $0.changeAccount(name, AccountChange(disabled: true)) }
            try Terminal.write("Disabled \(Terminal.printable(name)).\n")
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a disabled account have tokens again; old ones stay revoked.")

        @Argument(help: "Its name.")
        var name: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            _ = try await connection.withClient { try await $0.changeAccount(name, AccountChange(disabled: false)) }
            try Terminal.write("Enabled \(Terminal.printable(name)).\n")
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set an account's password, read from standard input. It ends the account's tokens.")

        @Argument(help: "Its name.")
        var name: String

        @Flag(help: "Take the password away: only tokens open the account.")
        var none = false

        @Flag(help: "Ask for the current password first, which you need to change your own.")
        var change = false

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let current = change ? try Terminal.secret("Current password: ") : nil
            let password = none ? nil : try Terminal.secret("New password: ")
            try await connection.withClient { try await $0.setPassword(password, ofAccount: name, current: current) }
            try Terminal.write("\(Terminal.printable(name)): \(none ? "no password" : "password set")\n")
        }
    }

    private static func table(_ accounts: [AccountSummary]) -> TextTable {
        TextTable(
            ["ACCOUNT", "KIND", "ROLES", "TEAMS", "PASSWORD", "CREATED", "DISABLED"],
            rows: accounts.map { account in
                [
                    account.name, account.kind, account.roles.joined(separator: " "), account.teams.isEmpty ? "-" : account.teams.joined(separator: " "),
                    account.hasPassword ? "yes" : "no", account.createdAt, account.disabledAt ?? "-",
                ]
            })
    }
}
