import BasinCore
import BasinWire

/// One thing that was found: what it is, whose, whether it can be relied on, and what of it one may read.
enum SearchCard {
    static func html(_ hit: SearchHit, _ moment: Moment) -> HTML {
        let address = Address.page(kind: hit.kind, name: hit.name)
        let name = address.map { HTML.link(hit.name, to: $0) } ?? HTML.name(hit.name)
        return """
            <li><div class="line"><span class="tag">\(SearchChoices.word("kind", hit.kind))</span> <h3 class="hit">\(name)</h3> \(states(hit))</div>
            \(hit.description.isEmpty ? HTML.none : "<p class=\"prose clamp\" dir=\"auto\">\(shortened(hit.description))</p>")\(columns(hit))<p class="small">\(facts(hit, moment))</p></li>

            """
    }

    private static func shortened(_ text: String) -> String { text.count > 300 ? text.prefix(300) + " …" : text }

    private static func states(_ hit: SearchHit) -> HTML {
        let standing: HTML = hit.standing == "live" ? .none : Standing.badge(hit.standing)
        let certified: HTML = hit.certified == true ? Standing.good.badge("certified") : .none
        return "\(certified)\(standing)"
    }

    private static let shownColumns = 8

    private static func columns(_ hit: SearchHit) -> HTML {
        guard !hit.columns.isEmpty else { return .none }
        let shown = hit.columns.prefix(shownColumns).map { HTML.code($0) }
        let more = hit.columns.count > shownColumns ? " and \(Figures.count(hit.columns.count - shownColumns, "other"))" : ""
        return "<p class=\"small\">\(hit.columns.count.word("Column")) \(HTML(Array(shown), between: ", "))\(more)</p>\n"
    }

    private static func facts(_ hit: SearchHit, _ moment: Moment) -> HTML {
        var facts: [HTML] = []
        if !hit.owner.isEmpty, hit.kind != "team" { facts.append(HTML.link(hit.owner, to: .team(hit.owner))) }
        if let tier = hit.tier { facts.append("\(tier) tier") }
        if let classification = hit.classification, classification != "none" { facts.append(HTML.classification(classification)) }
        if hit.kind == "event" || hit.kind == "dataset" {
            facts.append(hit.uses == 0 ? "not asked for in 30 days" : "\(Figures.count(hit.uses, "query", "queries")) in 30 days")
            facts.append(hit.lastData == nil ? "no data yet" : "last data \(moment.ago(hit.lastData))")
        }
        if let access = hit.access { facts.append(self.access(access, of: hit.name)) }
        return HTML(facts, between: " · ")
    }

    /// What the asker may read.
    private static func access(_ word: String, of name: String) -> HTML {
        switch word {
        case "all": "you may read it"
        case "some": "you may read some of its rows"
        default: "<a href=\"\(Address("datasets", name, "access").text)\">ask for access</a>"
        }
    }
}
