import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Show, verify and export what was done, and by whom.",
        subcommands: [List.self, Verify.self, Export.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the latest records.")

        @Option(help: "Only of this account.")
        var person: String?

        @Option(help: "Only to this object, e.g. a dataset.")
        var object: String?

        @Option(help: "Only of this action, e.g. read.")
        var action: String?

        @Option(help: "At most so many, up to 1,000.")
        var limit: Int?

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let records = try await connection.withClient {
                try await $0.auditRecords(person: person, object: object, action: action, limit: limit)
            }
            // For people: what became of it says that it was begun.
            let ended = Set(records.compactMap { $0.details["begun"] })
            let table = TextTable(
                ["NUMBER", "WHEN", "WHO", "WHAT", "TO", "OUTCOME", "DETAILS"], numeric: [0],
                rows: records.filter { $0.outcome != "begun" || !ended.contains(String($0.number)) }.map { record in
                    [
                        String(record.number), record.at, record.person, record.action, record.object ?? "-", record.outcome,
                        record.details.filter { $0.key != "begun" && !$0.value.isEmpty }.sorted { $0.key < $1.key }
                            .map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                    ]
                })
            try output.format.print(records, as: table)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the whole audit log and say whether anything was changed or taken out.",
            discussion: "Keep the head that it prints where nobody who could change the log can change it, and give it next "
                + "time: then nothing before it can have been taken out. Exit code 1 if something is wrong.")

        @Option(help: "A head that an earlier verification printed.")
        var head: String?

        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: FormatOption

        func run() async throws {
            let found = try await connection.withClient { try await $0.verifyAudit(head: head) }
            if output.format == .table {
                for problem in found.problems { try Terminal.write(Terminal.printable(problem) + "\n") }
                let head = found.head.map { "; head \($0)" } ?? ""
                try Terminal.write("\(Figures.count(found.records, "record")), \(found.isWhole ? "all as they were written" : "not whole")\(head)\n")
            } else {
                let rows = found.problems.isEmpty ? [""] : found.problems
                try output.format.print(
                    found,
                    as: TextTable(
                        ["records", "head", "whole", "problem"],
                        rows: rows.map { [String(found.records), found.head ?? "", String(found.isWhole), $0] }))
            }
            if !found.isWhole { throw ExitCode(1) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write every record as it is stored, a line of JSON each, with the mac that chains it.")

        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                try await client.exportAudit { try Terminal.write($0) }
            }
        }
    }
}
