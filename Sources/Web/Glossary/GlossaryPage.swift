package import BasinWire

/// Words of the business and what they mean there, and the tags that definitions may carry.
package enum GlossaryPage {
    /// Terms that stand on one page.
    package static let mostTerms = 200

    /// - Parameters:
    ///   - terms: all of them, by name; what is about them need not be named.
    ///   - number: of the page, from 1.
    package static func page(_ terms: [GlossaryTermSummary], _ tags: [TagSummary], number: Int = 1, for visitor: Visitor) -> Page {
        Page(
            "Glossary", for: visitor, in: .search, trail: [("Data", "/search")],
            body: "\(list(terms, number: number))\(self.tags(tags))")
    }

    /// Tags by themselves.
    package static func tags(_ tags: [TagSummary], for visitor: Visitor) -> Page {
        Page("Tags", for: visitor, in: .search, trail: [("Data", "/search"), ("Glossary", "/glossary")], body: self.tags(tags))
    }

    private static func list(_ terms: [GlossaryTermSummary], number: Int) -> HTML {
        guard !terms.isEmpty else {
            return HTML.section(
                "terms", "Terms",
                HTML.empty(
                    "No word is explained yet",
                    "Terms stand in <code>glossary.yaml</code> beside the definitions: what a word means, who says so, which values it may have."))
        }
        let first = min(max(0, number - 1) * mostTerms, terms.count)
        let shown = terms.dropFirst(first).prefix(mostTerms)
        let table = DataTable(
            "terms-table", "Terms",
            columns: [
                .text("Term"), .wide("What it means"), .text("Also called"), .text("Owner"),
                .number("About it", unit: "datasets"),
            ],
            rows: shown.map { term in
                [
                    .link(term.title, to: .term(term.name)), .text(shortened(term.description)),
                    .text(term.synonyms.joined(separator: ", ")),
                    .link(term.owner, to: .team(term.owner)), .number(term.useCount),
                ]
            }, empty: "No more terms.", hidesCaption: true)
        let about: HTML = "\(Figures.count(terms.count, "word")) of the business, and what each means here."
        return HTML.section(
            "terms", "Terms", about: about,
            "\(table)\(HTML.pages("terms", of: "/glossary", count: terms.count, size: mostTerms, number: number))")
    }

    private static func shortened(_ text: String) -> String { text.count > 200 ? text.prefix(200) + " …" : text }

    // MARK: Tags

    private static let mostValues = 50

    private static func tags(_ tags: [TagSummary]) -> HTML {
        guard !tags.isEmpty else {
            return HTML.section(
                "tags", "Tags",
                HTML.note("Definitions carry no tags here. <code>tags.yaml</code> says which they may, and with which values."))
        }
        let table = DataTable(
            "tags-table", "Tags", columns: [.text("Tag"), .wide("What it says"), .wide("Values"), .text("Required")],
            rows: tags.map { tag in
                let links = tag.values.prefix(mostValues).map { value -> HTML in
                    HTML.tag(value, to: Address("search").with("tag", tag.name + ":" + value))
                }
                return [
                    .name(tag.name), .text(tag.description), Cell(HTML(links, between: " "), value: tag.values.joined(separator: " ")),
                    .word(tag.required ? "of every definition" : "no"),
                ]
            }, empty: .none, hidesCaption: true)
        return HTML.section(
            "tags", "Tags", about: "What definitions say of themselves in one word. A value leads to what carries it.",
            "\(table)")
    }
}
