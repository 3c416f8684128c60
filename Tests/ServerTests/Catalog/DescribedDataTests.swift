import BasinClient
import BasinCore
import BasinWire
import Testing

@Suite struct DescribedDataTests {
    static let project: [String: String] = {
        var files = GuardedPlatform.project
        files["glossary.yaml"] = "market: {title: Market, description: Where the service is sold., owner: team-nordic, synonyms: [territory]}"
        files["tags.yaml"] = "layer: {description: How far data is worked on., values: [raw, gold]}"
        files["events/visit.md"] = "# Visits\n\nEvery **visit**.\n"
        files["events/visit.yaml"] = files["events/visit.yaml"]!
            .replacing("country: {type: string, classification: none}", with: "country: {type: string, classification: none, term: market, description: Where.}")
            .replacing("note:    {type: string, classification: none}", with: "note: {type: string, classification: none, description: What.}")
            + """

            support: "#ask-visits"
            tags: {layer: raw}
            terms: [market]
            examples:
              - {title: By country, sql: "SELECT country, count(*) FROM visit GROUP BY ALL"}
            """
        return files
    }()

    @Test("what is said for people is shown with the dataset, found, and in the history of changes")
    func shown() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        let detail = try await guarded.admin.dataset("visit")
        #expect(detail.notes.support == "#ask-visits" && detail.notes.tags == ["layer": "raw"] && detail.notes.terms == ["market"])
        #expect(detail.notes.page?.contains("Every **visit**") == true && detail.notes.examples.map(\.title) == ["By country"])
        #expect(detail.columns.first { $0.name == "country" }?.term == "market")
        #expect(detail.notes.certified && detail.notes.missing.isEmpty)
        #expect(try await guarded.admin.dataset("payout").notes.missing.count == 1)
        let term = try await guarded.admin.glossaryTerm("market")
        #expect(term.uses == ["visit", "visit.country"] && term.title == "Market")
        #expect(try await guarded.admin.tags().map(\.values) == [["raw", "gold"]])
        let hits = try await guarded.admin.search(SearchRequest(text: "territory")).hits
        #expect(Set(hits.map(\.name)) == ["market", "visit"])
        #expect(try await guarded.admin.search(SearchRequest(text: "", certified: true)).hits.map(\.name) == ["visit"])
        #expect(try await guarded.admin.search(SearchRequest(text: "", tags: ["layer:raw"])).hits.map(\.name) == ["visit"])
        await #expect(throws: BasinError.self) {
            try await guarded.admin.search(SearchRequest(text: "", tags: ["layer:raw", "layer:gold"]))
        }
        #expect(try await guarded.admin.changes(of: "market", limit: 1).map(\.change.kind) == ["new"])
    }

    @Test("an example that cannot be run, or a term that is still named, keeps everything from being applied")
    func refused() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        for (find, replacement) in [("FROM visit GROUP", "FROM nothing GROUP"), ("SELECT country,", "DELETE country,")] {
            var files = Self.project
            files["events/visit.yaml"] = files["events/visit.yaml"]!.replacing(find, with: replacement)
            let answer = try await guarded.admin.plan(files)
            #expect(!answer.isApplicable)
        }
        var files = Self.project
        files["glossary.yaml"] = nil
        await #expect(throws: BasinError.self) { try await guarded.admin.apply(files) }
        #expect(try await guarded.admin.glossary().map(\.name) == ["market"])
    }

    @Test("a term's new synonym leads to what is about the term, which did not change itself")
    func reworded() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        var files = Self.project
        files["glossary.yaml"] = files["glossary.yaml"]!.replacing("territory", with: "province")
        _ = try await guarded.admin.apply(files)
        let hits = try await guarded.admin.search(SearchRequest(text: "province")).hits
        #expect(Set(hits.map(\.name)) == ["market", "visit"])
        let former = try await guarded.admin.search(SearchRequest(text: "territory")).hits
        #expect(!former.contains { $0.name == "visit" || $0.name == "market" })
    }

    @Test("people who apply changes are found with what they changed")
    func people() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        let mia = try await guarded.account("mia", [.developer, .steward], teams: ["team-support"])
        var files = Self.project
        files["events/visit.yaml"] = files["events/visit.yaml"]!.replacing("#ask-visits", with: "#visits")
        _ = try await mia.apply(files)
        let hits = try await guarded.admin.search(SearchRequest(text: "visit")).hits
        #expect(hits.contains { $0.kind == "person" && $0.name == "mia" })
        #expect(try await guarded.admin.dataset("visit").notes.people.contains("mia"))
    }
}
