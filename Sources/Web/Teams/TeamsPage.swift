package import BasinWire

/// Who owns data.
package enum TeamsPage {
    package static func page(_ teams: [TeamSummary], for visitor: Visitor) -> Page {
        let table = DataTable(
            "teams-table", "Teams",
            columns: [.text("Team"), .text("Contact"), .wide("What it does"), .number("Owns", unit: "event types"), .number("Owns", unit: "datasets")],
            rows: teams.map { team in
                [
                    .link(team.name, to: .team(team.name)), Cell(TeamPage.contact(team.contact), value: team.contact), .text(team.description),
                    .number(team.eventTypes), .number(team.datasets),
                ]
            }, empty: .none, hidesCaption: true)
        let body = teams.isEmpty
            ? HTML.empty("No team yet", "Every dataset has an owner. Teams and how to reach them stand in <code>teams.yaml</code> beside the definitions.")
            : table.html
        return Page(
            "Teams", for: visitor, in: .people, trail: [("People & access", "/people")],
            body: "<p class=\"about\">Who answers for data, and how to reach them.</p>\(body)")
    }
}
