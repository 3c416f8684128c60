import BasinWire

/// Where people ask with SQL.
package enum WorkspacePage {
    package static func page(_ workspace: Workspace, for visitor: Visitor) -> Page {
        let owner = visitor.teams.sorted().first ?? "team-of-mine"
        let title = workspace.saved?.name ?? "SQL"
        let above: [(title: String, address: Address)] = workspace.saved == nil ? [] : [("SQL", "/sql"), ("Saved queries", "/sql/saved")]
        return Page(
            title, for: visitor, in: .sql, trail: above, scripts: ["workspace.js"], isWide: true,
            body: """
                \(tabs(workspace.saved == nil ? 0 : 2))\(workspace.saved.map { about($0) })
                \(WorkspaceForm(workspace: workspace).html)\(WorkspaceResult(workspace: workspace, owner: owner).html)
                """)
    }

    static func tabs(_ here: Int) -> HTML {
        let pages: [(String, Address)] = [("Editor", "/sql"), ("What you asked", "/sql/history"), ("Saved queries", "/sql/saved")]
        return HTML.tabs("SQL", pages.enumerated().map { ($1.0, $1.1, $0 == here) })
    }

    private static func about(_ saved: SavedQuerySummary) -> HTML {
        let reads = HTML(saved.datasets.map { HTML.link($0, to: .dataset($0)) }, between: ", ")
        return """
            <p class="about">\(HTML.prose(saved.description))</p>
            \(HTML.facts([
                ("Owned by", HTML.link(saved.owner, to: .team(saved.owner))), ("Reads", reads.isEmpty ? nil : reads),
                ("In a terminal", HTML.code("basin query @\(saved.name)")),
            ]))
            """
    }
}
