import ArgumentParser
import BasinClient
import BasinWire

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke tokens of accounts.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a token. It is shown this once.")

        @Argument(help: "What it is for, e.g. laptop.")
        var name: String

        @Option(help: "Whose. (default: your own)")
        var account: String?

        @Option(name: .customLong("may"), help: "A permission: find, query, develop, govern, audit, administer; once for each. (default: all of the account's)")
        var permissions: [String] = []

        @Option(help: "How many days it is good, up to 365. (default: 90)")
        var days: Int?

        @Flag(help: "Ask for your password: then the token may last longer than the one that you use, and does not end with it.")
        var password = false

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let request = TokenRequest(
                name: name, account: account, permissions: permissions.isEmpty ? nil : permissions, days: days,
                password: password ? try Terminal.secret("Password: ") : nil)
            let made = try await connection.withClient { try await $0.createToken(request) }
            if output.format == .table { return try Terminal.write(made.token + "\n") }
            try output.format.print(
                made, as: TextTable(["id", "account", "token"], rows: [[String(made.id), made.account, made.token]]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List your tokens; of everybody, if you administer or audit.")

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let tokens = try await connection.withClient { try await $0.tokens() }
            let table = TextTable(
                ["ID", "ACCOUNT", "TOKEN", "MAY", "CREATED", "EXPIRES", "REVOKED"], numeric: [0],
                rows: tokens.map { token in
                    [
                        String(token.id), token.account, token.name, token.permissions?.joined(separator: " ") ?? "all",
                        token.createdAt, token.expiresAt, token.revokedAt ?? "-",
                    ]
                })
            try output.format.print(tokens, as: table)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token, at once and for good.")

        @Argument(help: "Its number.")
        var id: Int

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { try await $0.revokeToken(id) }
            try Terminal.write("Revoked token \(id).\n")
        }
    }
}
