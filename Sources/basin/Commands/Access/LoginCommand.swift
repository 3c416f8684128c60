import ArgumentParser
import BasinClient
import BasinWire

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Get a token of twelve hours with a password, read from standard input.",
        discussion: "Example: export BASIN_TOKEN=$(basin login anna)")

    @Argument(help: "Your account.")
    var account: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let password = try Terminal.secret("Password: ")
        let made = try await connection.withClient { try await $0.login(account, password: password) }
        if output.format == .table { return try Terminal.write(made.token + "\n") }
        try output.format.print(made, as: TextTable(["account", "token"], rows: [[made.account, made.token]]))
    }
}
