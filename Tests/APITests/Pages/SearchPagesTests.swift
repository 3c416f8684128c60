import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

@Suite struct SearchPagesTests {
    private static let hostile = "<script>alert(\"1\")</script>&'"

    private static func hit(_ name: String, kind: String = "dataset", access: String? = "all") -> SearchHit {
        SearchHit(
            kind: kind, name: name, owner: "team-finance", tier: "high", classification: "personal", description: "What is paid.",
            standing: "live", columns: ["royalty_eur"], uses: 1234, lastData: "2018-11-03T13:00:00Z", access: access, certified: true)
    }

    private static let facets = [
        SearchFacet(name: "kind", choices: [.init(value: "dataset", count: 3), .init(value: "event", count: 1)]),
        SearchFacet(name: "owner", choices: [.init(value: "team-finance", count: 3)]),
    ]

    /// Answers with the hits, and notes what was asked.
    private static func door(_ hits: [SearchHit], corrected: String? = nil, _ asked: @escaping @Sendable (SearchRequest) -> Void = { _ in }) -> Door {
        Door(
            .fake {
                $0.catalog.search = { request, _ in
                    asked(request)
                    return SearchAnswer(hits: hits, corrected: corrected, facets: facets, isCut: false)
                }
            })
    }

    @Test("what was found says what it is, whose, whether it can be relied on and read, and leads there")
    func found() async throws {
        let body = try await Self.door([Self.hit("royalties"), Self.hit("payouts", access: "ask")]).send(.get, "/search?q=royalties").body
        for address in ["/datasets/royalties", "/teams/team-finance", "/datasets/payouts/access"] {
            #expect(body.contains("href=\"\(address)\""), "\(address)")
        }
        for word in ["certified", "royalty_eur", "personal", "high tier", "What is paid.", "value=\"royalties\""] { #expect(body.contains(word), "\(word)") }
    }

    @Test("every filter of the address is asked, and stays in the links and the form")
    func filters() async throws {
        let asked = Mutex<[SearchRequest]>([])
        let query = "q=a&kind=dataset&kind=event&owner=team-finance&tier=high&classification=personal&tag=layer:gold&freshness=day&certified=true&limit=50"
        let body = try await Self.door([Self.hit("royalties")]) { request in asked.withLock { $0.append(request) } }.send(.get, "/search?" + query).body
        let expected = SearchRequest(
            text: "a", kinds: ["dataset", "event"], owners: ["team-finance"], tiers: ["high"], classifications: ["personal"],
            tags: ["layer:gold"], freshness: ["day"], certified: true, limit: 50)
        // Beside it, one for each kind of choice, which counts what else may be chosen.
        #expect(asked.withLock { $0.contains(expected) && $0.count == 6 })
        #expect(body.contains("name=\"tag\" value=\"layer:gold\""))
        // Taking one choice away leaves the others.
        #expect(body.contains("href=\"/search?q=a&amp;kind=event&amp;tier=high&amp;owner=team-finance"))
    }

    @Test("corrected words are said, nothing found says what to do, and what is used most stands there without words")
    func words() async throws {
        let corrected = try await Self.door([Self.hit("royalties")], corrected: "royalties").send(.get, "/search?q=royalteis").body
        #expect(corrected.contains("<bdi class=\"name\">royalteis</bdi>") && corrected.contains("<bdi class=\"name\">royalties</bdi>"))
        let none = try await Self.door([]).send(.get, "/search?q=xyzzy&owner=team-finance").body
        #expect(none.contains("class=\"blank\"") && none.contains("href=\"/search?q=xyzzy\"") && none.contains("href=\"/glossary\""))
        let most = try await Self.door([Self.hit("royalties")]).send(.get, "/search")
        #expect(most.status == 200 && most.body.contains("Used most"))
        let csv = try await Self.door([Self.hit("royalties")]).send(.get, "/search?export=results-table").body
        #expect(csv.contains("royalties,dataset,team-finance,high,personal,live,yes,1234,2018-11-03T13:00:00Z,all"))
    }

    @Test("what cannot be asked is a page that says so", arguments: ["limit=0", "limit=many", "certified=perhaps", "q=%00"])
    func wrong(_ query: String) async throws {
        let answer = try await Self.door([]).send(.get, "/search?" + query)
        #expect(answer.status == 400 && answer.headers[.contentType]?.hasPrefix("text/html") == true)
    }

    @Test("names of others are text, and no path")
    func escaping() async throws {
        let body = try await Self.door([Self.hit(Self.hostile), Self.hit("../a?b#c")]).send(.get, "/search?q=%3Cscript%3E&owner=%3Cb%3E").body
        #expect(!body.contains("<script>") && !body.contains("<b>team"))
        #expect(body.contains("/datasets/..%2Fa%3Fb%23c"))
    }

    // MARK: Words and owners

    private static let term = GlossaryTermSummary(
        name: "market", title: "Market", description: "Where it is sold.", owner: "team-finance", synonyms: ["territory"],
        values: ["SE", "NO"], uses: ["visit", "visit.country"], useCount: 1)

    @Test("the glossary leads to terms, these to what is about them and to what they are also called")
    func glossary() async throws {
        let door = Door(
            .fake {
                $0.catalog.glossary = { namesUses in
                    var term = Self.term
                    if !namesUses { term.uses = [] }
                    return [term]
                }
                $0.catalog.glossaryTerm = { _ in Self.term }
                $0.catalog.tags = { [TagSummary(name: "layer", description: "How far.", values: ["gold"], required: true)] }
            })
        let list = try await door.send(.get, "/glossary").body
        #expect(list.contains("href=\"/glossary/market\"") && list.contains("href=\"/search?tag=layer%3Agold\""))
        #expect(try await door.send(.get, "/glossary?page=7").status == 200)
        #expect(try await door.send(.get, "/glossary?page=0").status == 400)
        #expect(try await door.send(.get, "/tags?export=tags-table").body.contains("layer,How far.,gold,of every definition"))
        let term = try await door.send(.get, "/glossary/market").body
        for address in ["/datasets/visit", "/datasets/visit/schema", "/search?q=territory", "/teams/team-finance"] {
            #expect(term.contains("href=\"\(address)\""), "\(address)")
        }
        #expect(try await Door(.fake()).send(.get, "/glossary/nothing").status == 404)
        let brief = try await door.send(.get, "/api/v1/glossary?brief=true").body
        #expect(try WireJSON.decode([GlossaryTermSummary].self, from: Array(brief.utf8)).map(\.uses) == [[]])
    }

    @Test("a team's page has its contact, its people, what it owns and what is wrong with that")
    func teams() async throws {
        let summary = TeamSummary(name: "team-finance", contact: "finance@example.com", description: "Pays.", eventTypes: 1, datasets: 2)
        let trouble = HomeSummary.Trouble(
            dataset: "royalties", kind: "dataset", owner: "team-finance", state: "late", reason: "Nothing new.", since: "2018-11-01T00:00:00Z")
        let door = Door(
            .fake {
                $0.catalog.teams = { [summary] }
                $0.catalog.team = { _, _ in TeamDetail(summary: summary, people: ["anna"], troubles: [trouble]) }
                $0.catalog.search = { request, _ in
                    #expect(request.owners == ["team-finance"])
                    return SearchAnswer(hits: [Self.hit("royalties")], corrected: nil, facets: [], isCut: false)
                }
            })
        #expect(try await door.send(.get, "/teams").body.contains("href=\"/teams/team-finance\""))
        let body = try await door.send(.get, "/teams/team-finance").body
        for address in ["mailto:finance@example.com", "/people/anna", "/datasets/royalties", "/search?owner=team-finance"] {
            #expect(body.contains("href=\"\(address)\""), "\(address)")
        }
        #expect(body.contains("late") && body.contains("Nothing new."))
        let csv = try await door.send(.get, "/teams/team-finance?export=troubles-table").body
        #expect(csv.contains("late,royalties,dataset,team-finance,,,,2018-11-01T00:00:00Z,Nothing new."))
        // What it owns is left out with a sentence where it cannot be found.
        let half = Door(
            .fake {
                $0.catalog.team = { _, _ in TeamDetail(summary: summary) }
                $0.catalog.search = { _, _ in throw BasinError(.unavailable, "Busy.") }
            })
        let answer = try await half.send(.get, "/teams/team-finance")
        #expect(answer.status == 200 && answer.body.contains("id=\"owns\""))
        #expect(try await Door(.fake()).send(.get, "/teams/nothing").status == 404)
        #expect(try await door.send(.get, "/api/v1/teams").body.contains("finance@example.com"))
    }

    @Test("a contact is a link only where it can be nothing else", arguments: ["javascript:alert(1)", "a@b?bcc=c", "https://a b", "#finance", "\"><script>"])
    func contacts(_ contact: String) async throws {
        let summary = TeamSummary(name: "t", contact: contact, eventTypes: 0, datasets: 0)
        let body = try await Door(.fake { $0.catalog.team = { _, _ in TeamDetail(summary: summary) } }).send(.get, "/teams/t").body
        #expect(!body.contains("href=\"javascript") && !body.contains("mailto:") && !body.contains("href=\"https") && !body.contains("<script>"))
    }
}
