package import BasinWire

/// Queries that are definitions: everybody finds and runs them.
package enum SavedQueriesPage {
    private static let most = 200

    /// - Parameter text: what name, description, owner or a dataset must hold; nil shows all.
    package static func page(_ queries: [SavedQuerySummary], _ text: String?, for visitor: Visitor) -> Page {
        let words = (text ?? "").lowercased()
        let found = words.isEmpty ? queries : queries.filter { query in
            let all = [query.name, query.description, query.owner] + query.datasets
            return all.contains { $0.lowercased().contains(words) }
        }
        let note: HTML? = found.count > most ? "<span>The first \(most) of \(found.count); search for fewer.</span>" : nil
        let table = DataTable(
            "saved", "Saved queries", columns: [.text("Name"), .wide("What it answers"), .text("Owner"), .wide("Takes"), .text("Reads")],
            rows: found.prefix(most).map { row($0) },
            empty: words.isEmpty
                ? "There is no saved query yet. Write one in <a href=\"/sql\">the editor</a>, run it, and open “Save it for everybody” beneath the result."
                : "No saved query holds that. <a href=\"/sql/saved\">Show all</a>.", hidesCaption: true, note: note)
        return Page(
            "Saved queries", for: visitor, in: .sql, trail: [("SQL", "/sql")],
            body: """
                \(WorkspacePage.tabs(2))
                <p class="about">Queries that others ask too. They are definitions of the project, and run with the rights of whoever asks.</p>
                <form method="get" action="/sql/saved" class="filters">\(Form.text("q", "That hold", value: text ?? ""))<button class="secondary">Show</button></form>
                \(table)
                """)
    }

    private static func row(_ query: SavedQuerySummary) -> [Cell] {
        let takes = query.parameters.map { "$" + $0.name + " " + $0.type }
        let reads = HTML(query.datasets.prefix(5).map { HTML.link($0, to: .dataset($0)) }, between: ", ")
        return [
            .link(query.name, to: Address("sql").with("saved", query.name)), .text(query.description),
            .link(query.owner, to: .team(query.owner)),
            takes.isEmpty ? .none : Cell(HTML(takes.map { HTML.code($0) }, between: ", "), value: takes.joined(separator: ", ")),
            Cell(reads, value: query.datasets.joined(separator: " ")),
        ]
    }
}
