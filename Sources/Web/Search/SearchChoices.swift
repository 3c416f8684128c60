import BasinWire

/// What a search is narrowed by, as addresses: each choice leads to the same search with it, or without it.
struct SearchChoices: Sendable {
    let request: SearchRequest

    /// The parameter's name, and what it is called.
    static let facets: [(name: String, title: String)] = [
        ("kind", "Kind"), ("tier", "Tier"), ("owner", "Owner"), ("classification", "About a person"), ("freshness", "Last data"),
    ]

    func chosen(_ facet: String) -> [String] {
        switch facet {
        case "kind": request.kinds
        case "owner": request.owners
        case "tier": request.tiers
        case "classification": request.classifications
        case "freshness": request.freshness
        case "tag": request.tags
        default: []
        }
    }

    /// All that is chosen, in the order in which it is shown.
    var all: [(facet: String, value: String)] {
        (Self.facets.map(\.name) + ["tag"]).flatMap { facet in chosen(facet).map { (facet, $0) } }
            + (request.certified ? [("certified", "true")] : [])
    }

    var address: Address {
        var address = Address("search").with("q", request.text.isEmpty ? nil : request.text)
        for (facet, value) in all { address = address.with(facet, value) }
        return address
    }

    /// The same search with the choice where it is not chosen, without it where it is.
    func toggling(_ facet: String, _ value: String) -> Address { SearchChoices(request: request.toggling(facet, value)).address }

    /// In words: `hour` of `freshness` is not said by its name alone.
    static func word(_ facet: String, _ value: String) -> String {
        switch (facet, value) {
        case ("kind", "event"): "event type"
        case ("kind", "query"): "saved query"
        case ("kind", "external"): "dataset of others"
        case ("freshness", "day"): "within a day"
        case ("freshness", "week"): "within a week"
        case ("freshness", "month"): "within a month"
        case ("freshness", "older"): "longer ago"
        case ("tier", _): value + " tier"
        case ("certified", _): "certified"
        default: value
        }
    }

    /// What there always is to choose; owners come with the answer.
    static func known(_ facet: String) -> [String] {
        switch facet {
        case "kind": ["dataset", "event", "query", "term", "team", "person", "source", "external"]
        case "tier": ["high", "normal", "low"]
        case "classification": ["none", "pseudonymous", "personal", "sensitive"]
        case "freshness": ["day", "week", "month", "older"]
        default: []
        }
    }
}

extension SearchRequest {
    fileprivate func toggling(_ facet: String, _ value: String) -> SearchRequest {
        var next = self
        func toggle(_ values: [String]) -> [String] { values.contains(value) ? values.filter { $0 != value } : values + [value] }
        switch facet {
        case "kind": next.kinds = toggle(kinds)
        case "owner": next.owners = toggle(owners)
        case "tier": next.tiers = toggle(tiers)
        case "classification": next.classifications = toggle(classifications)
        case "freshness": next.freshness = toggle(freshness)
        case "tag": next.tags = toggle(tags)
        default: next.certified.toggle()
        }
        return next
    }
}
