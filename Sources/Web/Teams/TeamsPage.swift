package import BasinWire

/// Who owns data.
package enum TeamsPage {
    /// Teams that stand on one page.
    package static let mostTeams = 200

    /// - Parameter number: of the page, from 1.
    package static func page(_ teams: [TeamSummary], number: Int = 1, for visitor: Visitor) -> Page {
        let first = min(max(0, number - 1) * mostTeams, teams.count)
        let table = DataTable(
            "teams-table", "Teams",
            columns: [
                .text("Team"), .text("Contact"), .wide("What it does"), .number("Owns", unit: "event types"),
                .number("Owns", unit: "datasets"),
            ],
            rows: teams.dropFirst(first).prefix(mostTeams).map { team in
                [
                    .link(team.name, to: .team(team.name)), Cell(TeamPage.contact(team.contact), value: team.contact),
                    .text(team.description),
                    .number(team.eventTypes), .number(team.datasets),
                ]
            }, empty: "No more teams.", hidesCaption: true)
        let body = teams.isEmpty
            ? HTML.empty(
                "No team yet",
                "Every dataset has an owner. Teams and how to reach them stand in <code>teams.yaml</code> beside the definitions.")
            : "\(table)\(HTML.pages("teams", of: "/teams", count: teams.count, size: mostTeams, number: number))"
        return Page(
            "Teams", for: visitor, in: .people, trail: [("People & access", "/people")],
            body: "<p class=\"about\">Who answers for data, and how to reach them.</p>\(body)")
    }
}
