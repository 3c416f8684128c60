import ArgumentParser
import BasinClient
import BasinWire

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make, list and revoke write keys.",
        subcommands: [Create.self, List.self, Limit.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a write key. It is shown this once.")

        @Argument(help: "A name for the key, e.g. of the app that gets it.")
        var name: String

        @OptionGroup var limits: LimitOptions
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let created = try await connection.withClient(missing: .begin) {
                try await $0.createKey(name, limit: limits.limit, quota: limits.quota)
            }
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
                ["KEY", "LIMIT", "QUOTA", "USED TODAY", "CREATED", "REVOKED"], numeric: [3],
                rows: keys.map { key in
                    [
                        key.name, key.limit ?? "-", key.quota ?? "-", key.usedToday.map { String($0) } ?? "-",
                        key.createdAt, key.revokedAt ?? "-",
                    ]
                })
            try output.format.print(keys, as: table)
        }
    }

    /// How many events may come with a key.
    struct LimitOptions: ParsableArguments {
        @Option(help: "Events in a time: 1000/s, 50/min or 200000/h.")
        var limit: String?

        @Option(help: "Events a UTC day: 5000000/day.")
        var quota: String?
    }

    struct Limit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a write key's limits, from now on; what is not given is no limit.")

        @Argument(help: "The key's name.")
        var name: String

        @OptionGroup var limits: LimitOptions
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { try await $0.limitKey(name, limit: limits.limit, quota: limits.quota) }
            let words = [limits.limit, limits.quota].compactMap(\.self).joined(separator: " and ")
            try Terminal.write("\(Terminal.printable(name)): \(words.isEmpty ? "no limits" : words)\n")
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
