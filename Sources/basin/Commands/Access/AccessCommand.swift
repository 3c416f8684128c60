import ArgumentParser
import BasinClient
import BasinWire

struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Ask to read more, decide what others ask, give and revoke grants.",
        subcommands: [Ask.self, Requests.self, Approve.self, Refuse.self, Withdraw.self, Grants.self, Give.self, Revoke.self])

    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ask a dataset's owner for leave to read it.")

        @Argument(help: "The dataset.")
        var dataset: String

        @Option(help: "What for, as a word, like the purposes of its fields: support.")
        var purpose: String

        @Option(help: "Why, in a sentence.")
        var reason: String

        @Option(help: "Open values up to this classification: personal or sensitive. (default: none, which only lets in)")
        var open: String?

        @Option(help: "For how many days, up to 365. (default: 30)")
        var days: Int?

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let form = AccessRequestForm(dataset: dataset, classification: open, purpose: purpose, reason: reason, days: days)
            let request = try await connection.withClient { try await $0.ask(form) }
            try output.format.print(request, as: AccessCommand.table([request]))
        }
    }

    struct Requests: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what you asked for, and what you may decide.")

        @Option(help: "Only open, approved, refused or withdrawn ones.")
        var state: String?

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let requests = try await connection.withClient { try await $0.accessRequests(state) }
            try output.format.print(requests, as: AccessCommand.table(requests))
        }
    }

    struct Decision: ParsableArguments {
        @Argument(help: "The request's number.")
        var id: Int

        @Option(help: "What to say to who asked.")
        var answer: String?

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func take(_ decision: String) async throws {
            let (id, answer) = (id, answer)
            let request = try await connection.withClient { try await $0.decide(id, decision, answer: answer) }
            try output.format.print(request, as: AccessCommand.table([request]))
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give what somebody asked for.")
        @OptionGroup var decision: Decision
        func run() async throws { try await decision.take("approve") }
    }

    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Do not give what somebody asked for.")
        @OptionGroup var decision: Decision
        func run() async throws { try await decision.take("refuse") }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take back what you asked for.")
        @OptionGroup var decision: Decision
        func run() async throws { try await decision.take("withdraw") }
    }

    struct Grants: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List your grants; of everybody, if you govern or audit.")

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let grants = try await connection.withClient { try await $0.grants() }
            try output.format.print(grants, as: AccessCommand.table(grants))
        }
    }

    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant", abstract: "Let an account or a team read a restricted dataset, or open values.")

        @Option(help: "Who: an account.")
        var account: String?

        @Option(help: "Who: a team.")
        var team: String?

        @Option(help: "Of which dataset. (default: values of all, and no restricted one)")
        var dataset: String?

        @Option(help: "Open values up to this classification: personal or sensitive. (default: none, which only lets in)")
        var open: String?

        @Option(help: "What for, as a word, like the purposes of fields: support.")
        var purpose: String

        @Option(help: "For how many days, up to 365. (default: 30)")
        var days = 30

        @Option(help: "Why, in a sentence.")
        var reason: String?

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func validate() throws {
            guard (account == nil) != (team == nil) else { throw ValidationError("Give either --account or --team.") }
        }

        func run() async throws {
            let request = GrantRequest(
                account: account, team: team, dataset: dataset, classification: open, purpose: purpose, days: days, reason: reason)
            let grant = try await connection.withClient { try await $0.grant(request) }
            try output.format.print(grant, as: AccessCommand.table([grant]))
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a grant, at once.")

        @Argument(help: "Its number.")
        var id: Int

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { try await $0.revokeGrant(id) }
            try Terminal.write("Revoked grant \(id).\n")
        }
    }

    private static func table(_ grants: [GrantSummary]) -> TextTable {
        TextTable(
            ["ID", "WHO", "DATASET", "OPENS", "PURPOSE", "UNTIL", "BY", "STATE", "WHY"], numeric: [0],
            rows: grants.map { grant in
                [
                    String(grant.id), grant.account ?? grant.team ?? "-", grant.dataset ?? "all", grant.classification,
                    grant.purpose, grant.until, grant.grantedBy, grant.state, grant.reason ?? "-",
                ]
            })
    }

    private static func table(_ requests: [AccessRequestSummary]) -> TextTable {
        TextTable(
            ["ID", "WHO", "DATASET", "OPENS", "PURPOSE", "DAYS", "STATE", "DECIDES", "WHY", "ANSWER"], numeric: [0, 5],
            rows: requests.map { request in
                [
                    String(request.id), request.account, request.dataset, request.classification, request.purpose,
                    String(request.days), request.state, request.decidedBy ?? request.owner, request.reason,
                    request.answer ?? "-",
                ]
            })
    }
}
