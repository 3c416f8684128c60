import ArgumentParser
import BasinClient
import BasinWire

extension AccountCommand {
    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whom an issuer of OpenID Connect means: who signs in as that subject gets this account.")

        @Argument(help: "The account.")
        var name: String

        @Option(help: "The issuer's name in the server's --oidc-config.")
        var issuer: String

        @Option(help: "The `sub` of the issuer's tokens, as the page that refuses a sign-in shows it.")
        var subject: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            let identity = IdentityRequest(issuer: issuer, subject: subject)
            try await connection.withClient { try await $0.link(name, identity) }
            try Terminal.write(Terminal.printable("\(name) is \(subject) of \(issuer).") + "\n")
        }
    }

    struct Unlink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "No issuer means this account any more. It ends the account's tokens.")

        @Argument(help: "The account.")
        var name: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { try await $0.unlink(name) }
            try Terminal.write(Terminal.printable("No issuer means \(name) any more.") + "\n")
        }
    }
}
