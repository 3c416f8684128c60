package import BasinWire

/// A word of the business: what it means, which values it may have, and what is about it.
package enum TermPage {
    package static func page(_ term: GlossaryTermSummary, for visitor: Visitor) -> Page {
        Page(
            term.title, for: visitor, in: .search, trail: [("Data", "/search"), ("Glossary", "/glossary")],
            body: "\(meaning(term))\(values(term))\(uses(term))")
    }

    private static func meaning(_ term: GlossaryTermSummary) -> HTML {
        let synonyms = term.synonyms.map { HTML.tag($0, to: Address("search").with("q", $0)) }
        return """
            <p class="prose" dir="auto">\(term.description)</p>
            \(HTML.facts([
                ("Name in definitions", HTML.code(term.name)), ("Also called", synonyms.isEmpty ? nil : HTML(synonyms, between: " ")),
                ("Who says so", HTML.link(term.owner, to: .team(term.owner))),
                ("Search", "<a href=\"\(Address("search").with("q", term.name).text)\">All that says it</a>"),
            ]))
            """
    }

    private static let shownValues = 100

    private static func values(_ term: GlossaryTermSummary) -> HTML {
        guard !term.values.isEmpty else { return .none }
        func list(_ values: some Sequence<String>) -> HTML {
            "<ul class=\"tags\">\n\(values.map { "<li>\(HTML.tag($0))</li>\n" as HTML })</ul>\n"
        }
        let rest = term.values.dropFirst(shownValues)
        let more = rest.isEmpty ? HTML.none : HTML.more("\(Figures.count(rest.count, "more value"))", list(rest.prefix(500)))
        return HTML.section(
            "values", "Values", about: "A column of this term may hold no other: a check keeps them out.",
            "\(list(term.values.prefix(shownValues)))\(more)")
    }

    private static let shownUses = 300

    private static func uses(_ term: GlossaryTermSummary) -> HTML {
        let table = DataTable(
            "uses-table", "What is about it", columns: [.text("Dataset"), .text("Column")],
            rows: term.uses.prefix(shownUses).map { use in
                // Names have no dot; a column inside a struct does.
                let parts = use.split(separator: ".", maxSplits: 1).map(String.init)
                let name = parts.first ?? use
                return [
                    .link(name, to: .dataset(name)),
                    parts.count > 1
                        ? Cell(
                            "<a href=\"\(Address("datasets", name, "schema").text)\">\(HTML.code(parts[1]))</a>",
                            value: parts[1])
                        : .text("as a whole"),
                ]
            },
            empty: "Nothing names it yet: a definition does with <code>terms: [\(term.name)]</code>, a field with <code>term: \(term.name)</code>.",
            hidesCaption: true, note: term.uses.count > shownUses ? "The first \(Figures.grouped(shownUses)) are here." : nil)
        return HTML.section(
            "uses", "What is about it",
            about: "\(Figures.count(term.useCount, "event type or dataset", "event types and datasets")).", "\(table)")
    }
}
