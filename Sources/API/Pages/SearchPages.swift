import BasinCore
import BasinWeb
import BasinWire

/// Finding data, the words of the business, and who owns what.
enum SearchPages {
    static func routes(_ services: Services) -> [Route] {
        [search(services), glossary(services), term(services), tags(services), teams(services), team(services)]
    }

    private static func search(_ services: Services) -> Route {
        .page(
            "/search", .find, "Find event types, datasets, columns, terms, people and teams.",
            query: [
                QueryParameter(name: "q", description: "Words; without any, what is used most."),
                QueryParameter(name: "kind", description: "event, dataset, team, source, term, person, query or external.", isRepeatable: true),
                QueryParameter(name: "owner", description: "A team.", isRepeatable: true),
                QueryParameter(name: "tier", description: "high, normal or low.", isRepeatable: true),
                QueryParameter(name: "classification", description: "The strictest of its fields.", isRepeatable: true),
                QueryParameter(name: "tag", description: "name:value; all given must hold.", isRepeatable: true),
                QueryParameter(name: "freshness", description: "day, week, month or older: since data last came.", isRepeatable: true),
                QueryParameter(name: "certified", description: "Only what is certified.", type: .flag),
                QueryParameter(name: "limit", description: "Results at most.", type: .integer(1...100, otherwise: 20)),
            ], services
        ) { page in
            let request = try self.request(page)
            let person = page.person
            // What may be chosen beside what is chosen is counted without it.
            let wider = facets.compactMap { name in widened(request, name).map { (name, $0) } }
            async let found = services.catalog.search(request, person)
            let others = try await withThrowingTaskGroup(of: SearchFacet?.self) { group in
                for (name, other) in wider {
                    group.addTask { try await services.catalog.search(other, person).facets.first { $0.name == name } }
                }
                return try await group.reduce(into: [SearchFacet]()) { if let facet = $1 { $0.append(facet) } }
            }
            var answer = try await found
            for facet in others {
                answer.facets = answer.facets.map { $0.name == facet.name ? facet : $0 }
            }
            return SearchPage.page(request, answer, for: page.visitor)
        }
    }

    private static let facets = ["kind", "owner", "tier", "classification", "freshness"]

    /// Without what is chosen of one facet; nil where nothing is.
    private static func widened(_ request: SearchRequest, _ facet: String) -> SearchRequest? {
        var other = request
        other.limit = 1
        switch facet {
        case "kind": other.kinds = []
        case "owner": other.owners = []
        case "tier": other.tiers = []
        case "classification": other.classifications = []
        default: other.freshness = []
        }
        let isNarrowed = [
            "kind": request.kinds, "owner": request.owners, "tier": request.tiers, "classification": request.classifications,
            "freshness": request.freshness,
        ][facet]?.isEmpty == false
        return isNarrowed ? other : nil
    }

    private static func request(_ page: PageRequest) throws -> SearchRequest {
        SearchRequest(
            text: try page.item("q") ?? "", kinds: page.items("kind"), owners: page.items("owner"), tiers: page.items("tier"),
            classifications: page.items("classification"), tags: page.items("tag"), freshness: page.items("freshness"),
            certified: try page.door.query.flag("certified"), limit: try page.item("limit") == nil ? nil : page.door.query.number("limit"))
    }

    // MARK: Words

    private static func glossary(_ services: Services) -> Route {
        .page(
            "/glossary", .find, "Words of the business and what they mean, and tags.",
            query: [QueryParameter(name: "page", description: "Of the terms, \(GlossaryPage.mostTerms) on each.", type: .integer(1...100_000))], services
        ) { request in
            async let tags = services.catalog.tags()
            let terms = try await services.catalog.glossary(false)
            return try await GlossaryPage.page(terms, tags, number: number(request), for: request.visitor)
        }
    }

    /// Of the page of a list; the first unless told.
    private static func number(_ request: PageRequest) throws -> Int {
        guard try request.item("page") != nil else { return 1 }
        return try request.door.query.number("page") ?? 1
    }

    private static func term(_ services: Services) -> Route {
        .page("/glossary/{term}", .find, "A term: what it means, and what is about it.", services) { request in
            try await TermPage.page(services.catalog.glossaryTerm(request.parameter("term")), for: request.visitor)
        }
    }

    private static func tags(_ services: Services) -> Route {
        .page("/tags", .find, "Tags that definitions may carry.", services) { request in
            try await GlossaryPage.tags(services.catalog.tags(), for: request.visitor)
        }
    }

    // MARK: Owners

    private static func teams(_ services: Services) -> Route {
        .page(
            "/teams", .find, "Who owns data.",
            query: [QueryParameter(name: "page", description: "\(TeamsPage.mostTeams) on each.", type: .integer(1...100_000))], services
        ) { request in
            try await TeamsPage.page(services.catalog.teams(), number: number(request), for: request.visitor)
        }
    }

    private static func team(_ services: Services) -> Route {
        .page("/teams/{name}", .find, "A team: how to reach it, what it owns, and what is wrong with that.", services) { request in
            let name = try request.parameter("name")
            let team = try await services.catalog.team(name, request.person)
            let owned = try? await services.catalog.search(
                SearchRequest(text: "", kinds: ["event", "dataset"], owners: [name], limit: 50), request.person)
            return TeamPage.page(team, owned: owned, for: request.visitor)
        }
    }
}
