import ArgumentParser
import BasinClient
import BasinWire

struct GlossaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "glossary", abstract: "Show what words mean here, and what is about them.",
        discussion: "Terms are declared in glossary.yaml, tags in tags.yaml.")

    @Argument(help: "One term; all if left out.")
    var term: String?

    @Flag(help: "The tags that definitions may carry instead.")
    var tags = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        if tags, term != nil { throw ValidationError("Give a term or --tags, not both.") }
    }

    func run() async throws {
        if tags { return try await showTags() }
        if let term { return try await show(term) }
        let terms = try await connection.withClient { try await $0.glossary() }
        let table = TextTable(
            ["TERM", "TITLE", "OWNER", "USES", "DESCRIPTION"], numeric: [3],
            rows: terms.map { [$0.name, $0.title, $0.owner, String($0.uses.count), $0.description] })
        guard output.format == .table else { return try output.format.print(terms, as: table) }
        try Terminal.write(terms.isEmpty ? "The glossary has no terms; declare some in glossary.yaml.\n" : table.aligned)
    }

    private func show(_ name: String) async throws {
        let term = try await connection.withClient { try await $0.glossaryTerm(name) }
        let uses = TextTable(["ABOUT IT"], rows: term.uses.map { [$0] })
        guard output.format == .table else { return try output.format.print(term, as: uses) }
        var lines = ["\(term.title) (\(term.name)), owned by \(term.owner)", term.description]
        if !term.synonyms.isEmpty { lines.append("also: " + term.synonyms.joined(separator: ", ")) }
        if !term.values.isEmpty { lines.append("values: " + term.values.joined(separator: ", ")) }
        try Terminal.write(lines.map { Terminal.printable($0) + "\n" }.joined() + "\n")
        try Terminal.write(term.uses.isEmpty ? "Nothing is about it yet.\n" : uses.aligned)
    }

    private func showTags() async throws {
        let tags = try await connection.withClient { try await $0.tags() }
        let table = TextTable(
            ["TAG", "VALUES", "REQUIRED", "DESCRIPTION"],
            rows: tags.map { [$0.name, $0.values.joined(separator: ", "), $0.required ? "yes" : "no", $0.description] })
        guard output.format == .table else { return try output.format.print(tags, as: table) }
        try Terminal.write(tags.isEmpty ? "There are no tags; declare some in tags.yaml.\n" : table.aligned)
    }
}
