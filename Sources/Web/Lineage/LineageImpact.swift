import BasinCore
import BasinWire

/// Who is hurt when something changes: teams whose data is made of it, and saved queries that read it.
enum LineageImpact {
    static func section(_ answer: LineageAnswer, _ view: LineageView) -> HTML {
        guard view.direction != "up" else { return .none }
        let hurt = answer.nodes.filter { $0.depth > 0 }
        guard !hurt.isEmpty || !answer.queries.isEmpty else {
            return HTML.section(
                "impact", "If this changes",
                "<p>Nobody is hurt, as far as is known: nothing is made of it, and no saved query reads it.</p>")
        }
        let teams = Dictionary(grouping: hurt) { $0.owner }
        let names = Set(hurt.map(\.dataset)).count
        let owned = names == 0 ? nil : "\(Figures.count(names, "dataset")) of \(Figures.count(teams.count, "team"))"
        let asked = answer.queries.isEmpty ? nil : Figures.count(answer.queries.count, "saved query", "saved queries")
        let verb = (names + answer.queries.count).word("depends", "depend")
        let about: HTML = """
            \([owned, asked].compactMap(\.self).joined(separator: " and ")) \(verb) on \(view.column.map { "its column \(HTML.code($0))" as HTML } ?? "it")\(answer.isCut ? ", and more beyond what is shown" : ""). Tell them before.
            """
        return HTML.section("impact", "If this changes", about: about, "\(people(teams))\(queries(answer))")
    }

    private static func people(_ teams: [String: [LineageAnswer.Node]]) -> HTML {
        let sorted = teams.sorted { (-uses($0.value), $0.key) < (-uses($1.value), $1.key) }
        var table = DataTable(
            "impact-teams", "Teams to tell",
            columns: [.text("Team"), .text("Contact"), .number("Datasets"), .number("Queries", unit: "last 30 days"), .wide("Which")],
            rows: sorted.map { name, nodes in
                let datasets = Set(nodes.map(\.dataset)).sorted()
                let isExternal = nodes.allSatisfy { $0.kind == "external" }
                let more = datasets.count > 5 ? " and \(datasets.count - 5) more" : ""
                return [
                    isExternal ? .name(name) : .link(name, to: .team(name)),
                    nodes.compactMap(\.contact).first.map { Cell(DatasetFrame.contact($0), value: $0) } ?? .none,
                    .number(datasets.count), .number(uses(nodes)),
                    Cell(
                        "\(HTML(datasets.prefix(5).map { HTML.link($0, to: .dataset($0)) }, between: ", "))\(more)",
                        value: datasets.joined(separator: " ")),
                ]
            }, empty: "No dataset is made of it.")
        table.mostShown = 30
        return table.html
    }

    /// Of each dataset once, however many of its columns are there.
    private static func uses(_ nodes: [LineageAnswer.Node]) -> Int {
        Dictionary(nodes.map { ($0.dataset, $0.uses) }) { first, _ in first }.values.reduce(0, +)
    }

    private static func queries(_ answer: LineageAnswer) -> HTML {
        guard !answer.queries.isEmpty else { return .none }
        var table = DataTable(
            "impact-queries", "Saved queries that read it, or what is made of it",
            columns: [.text("Query"), .text("Owner"), .wide("Reads")],
            rows: answer.queries.map { query in
                [
                    .link(query.name, to: Address("sql").with("saved", query.name)), .name(query.owner),
                    Cell(
                        "\(HTML(query.reads.map { HTML.link($0, to: .dataset($0)) }, between: ", "))",
                        value: query.reads.joined(separator: " ")),
                ]
            }, empty: "None.")
        table.mostShown = 30
        return table.html
    }
}
