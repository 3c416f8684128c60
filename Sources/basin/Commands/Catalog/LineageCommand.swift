import ArgumentParser
import BasinClient
import BasinWire

struct LineageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage", abstract: "Show what a dataset or a column is made of, and who is hurt when it changes.",
        discussion: """
            `basin lineage listening_daily` for a dataset, `basin lineage listening_daily.songs` for a column. Of columns the \
            table says how: copied, derived, or indirect where it only decides which rows count.

            `basin lineage listening_daily --partition 2018-11-03` goes revision by revision: which ones it was made of, when, \
            by which run and which definition, and what was made of it. With --why, what of them may explain a wrong number.

            A dataset of others, known from what they told with OpenLineage, is named NAMESPACE:NAME.
            """)

    @Argument(help: "A dataset or event type, or one of its columns: NAME or NAME.COLUMN; or NAMESPACE:NAME of others.")
    var name: String

    @Option(help: "One partition, as 2018-11-03: revisions instead of datasets.")
    var partition: String?

    @Option(help: "Of --partition: not the current revision but this one.")
    var revision: Int?

    @Flag(help: "Of --partition: sentences that may explain a wrong number.")
    var why = false

    @Flag(name: [.long, .customLong("upstream")], help: "Only what it is made of.")
    var up = false

    @Flag(name: [.long, .customLong("downstream")], help: "Only what is made of it.")
    var down = false

    @Option(help: "Steps at most, 1 to 100.")
    var depth: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard !(up && down) else { throw ValidationError("Give --up or --down, or neither for both.") }
        guard partition != nil || (revision == nil && !why) else {
            throw ValidationError("--revision and --why are of one partition; give --partition too.")
        }
    }

    func run() async throws {
        if let partition { return try await showRevisions(partition) }
        // Names of others hold dots.
        let parts = name.contains(":") ? [name] : name.split(separator: ".", maxSplits: 1).map(String.init)
        let direction = up ? "up" : down ? "down" : nil
        let answer = try await connection.withClient {
            try await $0.lineage(
                of: parts.first ?? name, column: parts.count > 1 ? parts[1] : nil, direction: direction, depth: depth)
        }
        let start = answer.nodes.first { $0.depth == 0 }?.id
        let table = TextTable(
            ["STEPS", "NAME", "KIND", "HOW", "OWNER", "CONTACT", "USES"], numeric: [0, 6],
            rows: answer.nodes.map { node in
                [
                    String(node.depth), node.id + (node.id == start ? " *" : ""), node.kind, Self.how(node, answer), node.owner,
                    node.contact ?? "-", String(node.uses),
                ]
            })
        try output.format.print(answer, as: table)
        if output.format == .table, !answer.queries.isEmpty {
            let readers = TextTable(
                ["SAVED QUERY", "OWNER", "READS"],
                rows: answer.queries.map { ["@" + $0.name, $0.owner, $0.reads.joined(separator: ", ")] })
            try Terminal.write("\n" + readers.aligned)
        }
        if output.format == .table, answer.isCut { try Terminal.write("There is more; give a greater --depth.\n") }
    }

    /// Of a column, how data comes to it or goes from it.
    private static func how(_ node: LineageAnswer.Node, _ answer: LineageAnswer) -> String {
        let edges = answer.edges.filter { node.depth < 0 ? $0.source == node.id : $0.target == node.id && node.depth > 0 }
        let kinds = Set(edges.compactMap(\.kind))
        return kinds.isEmpty ? "-" : kinds.sorted().joined(separator: ", ")
    }

    private func showRevisions(_ partition: String) async throws {
        let direction = up || why ? "up" : down ? "down" : "both"
        let answer = try await connection.withClient {
            try await $0.lineage(
                of: name, partition: partition, revision: revision, direction: direction, depth: depth)
        }
        guard !(why && output.format == .table) else {
            if answer.why.isEmpty { try Terminal.write("Nothing of what it was made of was corrected, refused or replaced since.\n") }
            for sentence in answer.why { try Terminal.write(Terminal.printable(sentence) + "\n") }
            return
        }
        let table = TextTable(
            ["STEPS", "DATASET", "PARTITION", "REVISION", "CURRENT", "PUBLISHED", "ROWS", "RUN", "DEFINITION", "WHY"],
            numeric: [0, 3, 6, 7],
            rows: answer.nodes.map { node in
                [
                    String(node.depth), node.dataset, node.partition, String(node.revision), node.isCurrent ? "yes" : "no",
                    node.publishedAt ?? "-", node.rows.map { String($0) } ?? "-", node.run.map { String($0) } ?? "-",
                    node.definition.map { String($0.prefix(12)) } ?? "-", node.staleReason ?? node.problem ?? node.reason ?? "-",
                ]
            })
        try output.format.print(answer, as: table)
        if output.format == .table, answer.isCut { try Terminal.write("There is more; give a greater --depth.\n") }
    }
}
