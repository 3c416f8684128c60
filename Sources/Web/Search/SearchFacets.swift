import BasinWire

/// What a search can be narrowed by: links, each with how much it would leave. Several of one kind may be chosen.
enum SearchFacets {
    static func html(_ choices: SearchChoices, _ answer: SearchAnswer) -> HTML {
        let groups = SearchChoices.facets.map { group($0.name, $0.title, choices, answer) }
        return """
            <nav class="facets" id="narrow" aria-label="Narrow the search">
            \(groups)\(certified(choices))</nav>

            """
    }

    private static let shownOwners = 8

    private static func group(_ facet: String, _ title: String, _ choices: SearchChoices, _ answer: SearchAnswer) -> HTML {
        let found = answer.facets.first { $0.name == facet }?.choices ?? []
        let counts = Dictionary(found.map { ($0.value, $0.count) }) { first, _ in first }
        let chosen = choices.chosen(facet)
        var values = SearchChoices.known(facet)
        if values.isEmpty { values = found.map(\.value) }
        values = values.filter { counts[$0] ?? 0 > 0 || chosen.contains($0) } + chosen.filter { !values.contains($0) }
        guard values.count > 1 || !chosen.isEmpty else { return .none }
        let items = values.map { value in item(facet, value, counts[value] ?? 0, isChosen: chosen.contains(value), choices) }
        let rest = items.dropFirst(shownOwners)
        let more = rest.isEmpty ? HTML.none : HTML.more("\(rest.count) more", "<ul>\n\(Array(rest))</ul>\n")
        return """
            <div class="facet"><h2 id="facet-\(facet)">\(title)</h2><ul aria-labelledby="facet-\(facet)">
            \(Array(items.prefix(shownOwners)))</ul>\(more)</div>

            """
    }

    private static func item(_ facet: String, _ value: String, _ count: Int, isChosen: Bool, _ choices: SearchChoices) -> HTML {
        let current: HTML = isChosen ? " aria-current=\"true\"" : ""
        let sign: HTML = isChosen ? "<span aria-hidden=\"true\">✓ </span>" : ""
        return """
            <li><a href=\"\(choices.toggling(facet, value).text)\"\(current)>\(sign)<bdi class="name">\(SearchChoices.word(facet, value))</bdi></a> \
            <span class="count">\(Figures.grouped(count))</span></li>

            """
    }

    private static func certified(_ choices: SearchChoices) -> HTML {
        let isChosen = choices.request.certified
        let current: HTML = isChosen ? " aria-current=\"true\"" : ""
        return """
            <div class="facet"><h2 id="facet-certified">To be relied on</h2><ul aria-labelledby="facet-certified">
            <li><a href="\(choices.toggling("certified", "true").text)"\(current)>\(isChosen ? "<span aria-hidden=\"true\">✓ </span>" : "" as HTML)certified only</a></li></ul></div>

            """
    }
}
