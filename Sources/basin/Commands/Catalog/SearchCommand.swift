import ArgumentParser
import BasinClient
import BasinWire

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find event types, datasets, terms, people, teams and sources.",
        discussion: """
            Words are looked for in names, columns, owners and descriptions: the exact name first, then what people use \
            most. A mistyped word is taken for the nearest one of a name, a column, an owner or a term; those of descriptions \
            are found only as they are written.
            """)

    @Argument(help: "Words; without any, what is used most.")
    var words: [String] = []

    @Option(
        help: "Only of this kind: event, dataset, team, source, term, person, query or external. May be repeated.")
    var kind: [String] = []

    @Option(help: "Only of this team. May be repeated.")
    var owner: [String] = []

    @Option(help: "Only of this tier: high, normal or low. May be repeated.")
    var tier: [String] = []

    @Option(help: "Only where this is the strictest of the fields: none, pseudonymous, personal or sensitive. May be repeated.")
    var classification: [String] = []

    @Option(help: "Only with this tag and value, as layer:gold. May be repeated.")
    var tag: [String] = []

    @Option(help: "Only where data last came within a day, week or month, or is older. May be repeated.")
    var freshness: [String] = []

    @Flag(help: "Only what is certified.")
    var certified = false

    @Option(help: "Results at most, up to 100.")
    var limit: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let request = SearchRequest(
            text: words.joined(separator: " "), kinds: kind, owners: owner, tiers: tier, classifications: classification,
            tags: tag, freshness: freshness, certified: certified, limit: limit)
        let answer = try await connection.withClient { try await $0.search(request) }
        let table = TextTable(
            ["NAME", "KIND", "OWNER", "COLUMNS", "USES", "LAST DATA", "READ", "CERTIFIED", "DESCRIPTION"], numeric: [4],
            rows: answer.hits.map { hit in
                [
                    hit.name + (hit.standing == "live" ? "" : " (\(hit.standing))"), hit.kind, hit.owner, Self.columns(hit.columns), String(hit.uses), hit.lastData ?? "-", hit.access ?? "-",
                    hit.certified.map { $0 ? "yes" : "no" } ?? "-",
                    hit.description,
                ]
            })
        guard output.format == .table else { return try output.format.print(answer, as: table) }
        if let corrected = answer.corrected { try Terminal.write("Looked for: \(Terminal.printable(corrected))\n") }
        guard !answer.hits.isEmpty else { return try Terminal.write("Nothing was found.\n") }
        try Terminal.write(table.aligned)
    }

    private static func columns(_ names: [String]) -> String {
        names.isEmpty ? "-" : names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    }
}
