import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct BackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill", abstract: "Make a range of partitions again.",
        subcommands: [Start.self, List.self, Pause.self, Resume.self, Cancel.self, Watch.self],
        defaultSubcommand: Start.self)

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a backfill and wait for its end (the default).",
            discussion: "It gives way to live runs. Ctrl-C stops waiting; with a server the backfill goes on, without one the next `basin up` goes on with it.")

        @Argument(help: "The dataset.")
        var dataset: String

        @Option(help: "The first partition.")
        var from: String

        @Option(help: "End of the range, not included.")
        var to: String

        @Option(help: "Runs at once, at most.")
        var concurrency: Int?

        @Flag(help: "Begin with the newest partition.")
        var newestFirst = false

        @Option(help: "Why, for those who look later.")
        var reason: String?

        @Flag(help: "Do not wait for its end; only with a server.")
        var detach = false

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let request = BackfillRequest(
                dataset: dataset, from: from, to: to, concurrency: concurrency, newestFirst: newestFirst, reason: reason)
            let waits = !detach
            let backfill = try await connection.withClient(works: true) { client in
                let backfill = try await client.beginBackfill(request)
                return waits ? try await BackfillProgress.end(of: backfill, client) : backfill
            }
            try output.format.print(backfill, as: .backfills([backfill]))
            if waits { try BackfillProgress.demandSuccess(backfill) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List backfills, the latest first.")

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let backfills = try await connection.withClient { try await $0.backfills() }
            try output.format.print(backfills, as: .backfills(backfills))
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Start no more runs of a backfill for now.")
        @Argument(help: "The backfill.") var id: Int
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption
        func run() async throws { try await BackfillCommand.change(id, "pause", connection, output) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Go on with a paused backfill.")
        @Argument(help: "The backfill.") var id: Int
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption
        func run() async throws { try await BackfillCommand.change(id, "resume", connection, output) }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a backfill; what it published stays.")
        @Argument(help: "The backfill.") var id: Int
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption
        func run() async throws { try await BackfillCommand.change(id, "cancel", connection, output) }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Wait for a backfill's end.")
        @Argument(help: "The backfill.") var id: Int
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let backfill = try await connection.withClient(works: true) { client in
                try await BackfillProgress.end(of: client.backfill(id), client)
            }
            try output.format.print(backfill, as: .backfills([backfill]))
            try BackfillProgress.demandSuccess(backfill)
        }
    }

    fileprivate static func change(
        _ id: Int, _ change: String, _ connection: ConnectionOptions, _ output: FormatOption
    ) async throws {
        let backfill = try await connection.withClient { try await $0.changeBackfill(id, change) }
        try output.format.print(backfill, as: .backfills([backfill]))
    }
}

extension TextTable {
    static func backfills(_ backfills: [BackfillSummary]) -> TextTable {
        TextTable(
            ["BACKFILL", "DATASET", "FROM", "TO", "STATE", "DONE", "FAILED", "ACTIVE", "OF", "LEFT", "REASON"],
            numeric: [0, 5, 6, 7, 8],
            rows: backfills.map {
                [
                    String($0.id), $0.dataset, $0.from, $0.to, $0.state, String($0.succeeded), String($0.failed),
                    String($0.active), String($0.total), $0.secondsLeft.map(Figures.seconds) ?? "-", $0.reason ?? "",
                ]
            })
    }
}
