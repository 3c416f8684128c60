import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Get a token of twelve hours, with a password or in a browser.",
        discussion: "Example: export BASIN_TOKEN=$(basin login anna)\nThe password is read from standard input. With --oidc, "
            + "open the address that is shown in a browser on this machine.")

    @Argument(help: "Your account; with --oidc the issuer, where the server has several.")
    var name: String?

    @Flag(help: "Sign in with an issuer of OpenID Connect that the server trusts.")
    var oidc = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard oidc || name != nil else { throw ValidationError("Name your account, or sign in with --oidc.") }
    }

    func run() async throws {
        let made = try await oidc ? withBrowser() : withPassword()
        if output.format == .table { return try Terminal.write(made.token + "\n") }
        try output.format.print(made, as: TextTable(["account", "token"], rows: [[made.account, made.token]]))
    }

    private func withPassword() async throws -> CreatedToken {
        let account = name ?? ""
        let password = try Terminal.secret("Password: ")
        return try await connection.withClient { try await $0.login(account, password: password) }
    }

    private func withBrowser() async throws -> CreatedToken {
        guard let server = connection.serverAddress else {
            throw ValidationError("Signing in takes a server: name it with --url, or in BASIN_URL.")
        }
        let wanted = name
        return try await connection.withClient { client in
            let issuer = try await Self.issuer(wanted, of: client.signInWays().map(\.name))
            return try await BrowserLogin(server: server, issuer: issuer).run(client)
        }
    }

    private static func issuer(_ wanted: String?, of names: [String]) throws -> String {
        let known = names.joined(separator: ", ")
        if let wanted {
            guard names.contains(wanted) else {
                throw BasinError(.notFound, "The server trusts no issuer \(wanted); it has \(known.isEmpty ? "none" : known).")
            }
            return wanted
        }
        guard let only = names.first, names.count == 1 else {
            throw BasinError(
                .invalid, names.isEmpty
                    ? "The server trusts no issuer: it was started without --oidc-config." : "Name one of the issuers \(known).")
        }
        return only
    }
}
