import BasinCore
import BasinDefinitions
import Foundation
import Testing

/// Backstage, schema.org and DCAT.
struct OtherCatalogTests {
    @Test("names of entities are valid, differ, and are those that they were where that may be")
    func names() {
        let names = [
            "song_played", "trailing_", "trailing-", "_leading", "", "a b", "a-b", "A-B", String(repeating: "x", count: 63),
            String(repeating: "x", count: 64), String(repeating: "x", count: 65), "ünï", "../..", "a\nb", "--", "🎵", "🎶",
        ]
        let valid = EntityNames.valid(names)
        #expect(valid.count == names.count && valid.values.allSatisfy(EntityNames.isName))
        #expect(Set(valid.values.map { $0.lowercased() }).count == names.count)
        #expect(valid["song_played"] == "song_played" && valid["a-b"] != valid["A-B"])
        #expect(EntityNames.valid(names.reversed()) == valid)
        #expect(["Money & Co", "c++", "--", "ÄÖ", "a_b"].map(EntityNames.tag) == ["money-co", "c++", nil, nil, "a-b"])
    }

    private static let evil = "</script><script>alert(1)</script> ${{ x }} \n--- \nkind: User"

    private static var catalog: [CatalogedDataset] {
        let type = EventType(
            name: "thing_", owner: "team-growth", description: evil,
            fields: [Field(name: "email", type: .string, classification: .personal, description: evil)])
        var gone = ContractTests.cataloged(EventType(name: "gone", owner: "team-growth", description: "Gone.", fields: []))
        if case .events(var applied) = gone.content {
            applied.isRemoved = true
            gone.content = .events(applied)
        }
        var thing = ContractTests.cataloged(type)
        thing.coverage = Partition("2018-11-03", .day)?.range
        let made = Dataset(name: "made", owner: "team-gone", description: "Short.", granularity: .none, start: nil, work: .sql("SELECT 1"))
        let applied = AppliedDataset(
            id: 9, definition: made, schemaVersion: 1, hash: "", columns: [], lastFieldID: 0,
            inputs: ["thing_", "gone", "made"].map {
                ResolvedInput(id: 1, name: $0, granularity: .hour, isEvents: true, window: InputWindow())
            })
        return [thing, gone, CatalogedDataset(.made(applied), team: nil)]
    }

    @Test("entities are documents of their own, whatever is written in descriptions, and depend on what is there")
    func backstage() {
        let text = BackstageCatalog.yaml(of: Self.catalog, teams: [Team(name: "team-growth", contact: "growth@example.com")])
        #expect(text == BackstageCatalog.yaml(of: Self.catalog.reversed(), teams: [Team(name: "team-growth", contact: "growth@example.com")]))
        let documents = text.split(separator: "---\n", omittingEmptySubsequences: true)
        #expect(documents.count == 6 && documents.allSatisfy { $0.hasPrefix("apiVersion: backstage.io/v1alpha1\nkind: ") })
        #expect(!text.contains("\nkind: User") && text.contains("    email: \"growth@example.com\"\n"))
        // `thing_` is no name there, and what reads it reads it by the name that it has.
        let name = EntityNames.valid(["thing_", "made"])["thing_"] ?? ""
        #expect(text.contains("  name: \(name)\n  title: thing_\n") && text.contains("    - \"resource:default/\(name)\"\n"))
        #expect(!text.contains("resource:default/gone"))
    }

    @Test("JSON-LD may stand in a page, and is named below the base")
    func linked() throws {
        let base = try LinkedDataAddress("https://data.example/")
        let one = LinkedDataset.text(of: Self.catalog[0], base: base)
        let all = LinkedCatalog.text(of: Self.catalog, base: base)
        for text in [one, all] {
            #expect(!text.contains("<") && text.contains("\"https://data.example/iceberg/v1/namespaces/basin/tables/thing_\""))
            #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
            #expect(text.contains("2018-11-03T00:00:00Z") && text.contains("2018-11-04T00:00:00Z"))
        }
        #expect(all.contains("\"prov:wasDerivedFrom\"") && !all.contains("\"gone\""))
        #expect(LinkedDataset.text(of: Self.catalog[2], base: try LinkedDataAddress(nil)).contains("\"/iceberg/v1/"))
    }

    @Test(
        "what is no address of a server is no base",
        arguments: ["", "data.example", "ftp://data.example", "https://", "https:///x", "javascript:alert(1)", "https://a b", "https://a\"b", "https://a<b", "https://ü.example", "https://" + String(repeating: "a", count: 400)])
    func bases(_ text: String) {
        #expect(throws: BasinError.self) { try LinkedDataAddress(text) }
    }
}
