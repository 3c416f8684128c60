import BasinCore
import BasinDefinitions
import Foundation
import Testing

struct DocumentationTests {
    static let glossary = """
        market:
          title: Market
          description: A country in which the service is sold.
          owner: team-growth
          synonyms: [territory]
          values: [SE, NO]
        listener: {description: Somebody who played a song., owner: team-listening}
        """
    static let tags = """
        layer: {description: How far data is worked on., values: [raw, gold], required: true}
        """

    static func files(_ event: String = "tags: {layer: raw}", _ dataset: String = "tags: {layer: gold}") -> [String: String] {
        var files = Sample.files(
            ["plays_daily": "SELECT string!market, int64!songs FROM song_played"], ["plays_daily": Sample.dataset(dataset + "\n")])
        files["events/song_played.yaml"]! += "\n" + event + "\n"
        files["glossary.yaml"] = glossary
        files["tags.yaml"] = tags
        return files
    }

    @Test("what is said for people is read: support, tags, terms, examples, successor, the page beside the definition")
    func everything() throws {
        var files = Self.files(
            """
            tags: {layer: raw}
            support: "#ask-listening"
            terms: [listener]
            deprecated: {note: Read the daily plays., successor: plays_daily, until: 2027-03-31}
            examples:
              - {title: All, sql: "SELECT song FROM song_played"}
            """, "tags: {layer: gold}\ncolumns: {market: {term: market}}")
        files["events/song_played.md"] = "# Plays\n\nOne row a play.\n"
        files["datasets/plays_daily.md"] = " \n"
        files["events/README.md"] = "no page"
        let project = try Project.read(files: files).get()
        let type = project.eventTypes[0]
        #expect(type.documentation.support == "#ask-listening" && type.documentation.tags == ["layer": "raw"])
        #expect(type.documentation.terms == ["listener"] && type.documentation.page == "# Plays\n\nOne row a play.\n")
        #expect(type.deprecation == Deprecation("Read the daily plays.", successor: "plays_daily", until: "2027-03-31"))
        #expect(type.documentation.examples == [.init(title: "All", sql: "SELECT song FROM song_played")])
        let dataset = project.datasets[0].dataset
        #expect(dataset.documentation.columnTerms == ["market": "market"] && dataset.documentation.page == nil)
        // The values that a term may have are a check of what says that it is about it.
        #expect(dataset.checks == [Check(name: "term_market", rule: .acceptedValues(column: "market", values: ["SE", "NO"]))])
        #expect(project.glossary.map(\.name) == ["listener", "market"] && project.glossary[0].title == "listener")
        #expect(project.tags == [TagRule(name: "layer", description: "How far data is worked on.", values: ["raw", "gold"], isRequired: true)])
    }

    @Test(
        "what another file does not declare is refused where it is named",
        arguments: [
            ("tags: {layer: silver}", "tags: {layer: gold}", "events/song_played.yaml", 11),
            ("tags: {layer: raw, other: x}", "tags: {layer: gold}", "events/song_played.yaml", 11),
            ("tags: {layer: raw}", "terms: [listner]\ntags: {layer: gold}", "datasets/plays_daily.yaml", 5),
            ("tags: {layer: raw}", "tags: {layer: gold}\ncolumns: {market: {term: markt}}", "datasets/plays_daily.yaml", 6),
            (
                "tags: {layer: raw}",
                "tags: {layer: gold}\ncolumns: {market: {term: market}}\nchecks:\n  - {not_null: [market], name: term_market}",
                "datasets/plays_daily.yaml", 8
            ),
            ("tags: {layer: raw}", "description: x", "datasets/plays_daily.yaml", 5),
            ("tags: {layer: raw}", "tier: low", "datasets/plays_daily.yaml", 1),
            ("tags: {layer: raw}\ndeprecated: {note: x, successor: nothing}", "tags: {layer: gold}", "events/song_played.yaml", 12),
            ("tags: {layer: raw}\ndeprecated: {note: x, successor: song_played}", "tags: {layer: gold}", "events/song_played.yaml", 12),
            ("tags: {layer: raw}\ndeprecated: {note: x, until: soon}", "tags: {layer: gold}", "events/song_played.yaml", 12),
            ("tags: {layer: raw}\nexamples: [{title: x}]", "tags: {layer: gold}", "events/song_played.yaml", 12),
        ])
    func undeclared(_ event: String, _ dataset: String, _ file: String, _ line: Int) {
        let problems = Sample.problems(Project.read(files: Self.files(event, dataset)))
        #expect(problems.contains { $0.file == file && $0.line == line }, "\(problems)")
    }

    @Test("event types alone are read whatever they name elsewhere, and whatever is wrong there")
    func events() throws {
        let event = "tags: {layer: raw}\nterms: [market]\ndeprecated: {note: x, successor: plays_daily}"
        var files = Self.files(event)
        files["datasets/broken.yaml"] = "owner: ["
        for name in ["glossary.yaml", "tags.yaml"] { files[name] = nil }
        #expect(try Project.readEvents(files: files).get().eventTypes.map(\.name) == ["song_played"])
    }

    @Test("a required tag is not asked of the event types that a source makes, which have no file")
    func made() throws {
        var files = Self.files()
        files["sources/web.yaml"] = "owner: team-growth\ndescription: The web shop.\nprotocol: segment\n"
        #expect(try Project.read(files: files).get().eventTypes.map(\.name) == ["identity_links", "song_played", "web_events"])
    }

    @Test(
        "a glossary, tags and pages that cannot be are refused",
        arguments: [
            ("glossary.yaml", "market: {description: x, owner: nobody}"), ("glossary.yaml", "market: {description: x}"),
            ("glossary.yaml", "a-b: {description: x, owner: team-growth}"), ("glossary.yaml", "market: {owner: team-growth}"),
            ("glossary.yaml", "market: {description: x, owner: team-growth, values: [a, a]}"),
            ("glossary.yaml", "market: {description: x, owner: team-growth, values: []}"),
            ("tags.yaml", "layer: {description: x}"), ("tags.yaml", "layer: {values: [raw, gold]}"),
            ("tags.yaml", "layer: {description: x, values: [\"a b\"]}"), ("tags.yml", "x"), ("glossary.yml", "x"),
            ("datasets/nothing.md", "# A page"), ("events/song_played.md", String(repeating: "x", count: 70_000)),
            ("events/song_played.md", "a\u{1b}[31m"),
        ])
    func refused(_ path: String, _ text: String) {
        var files = Self.files()
        files[path] = text
        #expect(Sample.problems(Project.read(files: files)).contains { $0.file == path })
    }

    @Test("a deprecation of one sentence is stored as it was before there was more to say")
    func stored() throws {
        let encoder = JSONEncoder()
        #expect(String(decoding: try encoder.encode(["x": Deprecation("use y")]), as: UTF8.self) == #"{"x":"use y"}"#)
        for deprecation in [Deprecation("use y"), Deprecation("n", successor: "s"), Deprecation("n", until: "2027-01-01")] {
            #expect(try JSONDecoder().decode([String: Deprecation].self, from: encoder.encode(["x": deprecation])) == ["x": deprecation])
        }
    }
}
