import ArgumentParser
import BasinClient
import BasinWire

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make, list and revoke write keys.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a write key. It is shown this once.")

        @Argument(help: "A name for the key, e.g. of the app that gets it.")
        var name: String

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let created = try await connection.withClient(missing: .begin) { try await $0.createKey(name) }
            if output.format == .table { return try Terminal.write(created.key + "\n") }
            try output.format.print(created, as: TextTable(["name", "key"], rows: [[created.name, created.key]]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the write keys.")

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let keys = try await connection.withClient { try await $0.keys() }
            let table = TextTable(
                ["KEY", "CREATED", "REVOKED"], rows: keys.map { [$0.name, $0.createdAt, $0.revokedAt ?? "-"] })
            try output.format.print(keys, as: table)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a write key, at once and for good.")

        @Argument(help: "The key's name.")
        var name: String

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { try await $0.revokeKey(name) }
            try Terminal.write("Revoked \(Terminal.printable(name)).\n")
        }
    }
}
