import BasinCore
import BasinDefinitions
import Foundation
import Testing

/// What goes out as a data contract comes back as the same definition.
struct ContractTests {
    private static let exampleFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("examples/streaming").path

    private static let teams = "team-growth: {contact: growth@example.com}\nteam-listening: {contact: '#l'}\nteam-discovery: {contact: d}\nteam-ads: {contact: a}\n"

    static func cataloged(_ type: EventType) -> CatalogedDataset {
        CatalogedDataset(
            .events(
                AppliedEventType(
                    id: 7, definition: type, versions: [EventSchema(version: 2, fields: type.fields)], lastFieldID: 0,
                    firstHour: Hour(index: 0))),
            team: Team(name: type.owner, contact: "growth@example.com"))
    }

    /// With columns of the types that are declared, as planning would find them.
    static func cataloged(_ dataset: Dataset) -> CatalogedDataset {
        var names = dataset.columns.keys.sorted()
        for check in dataset.checks {
            switch check.rule {
            case .notNull(let name), .acceptedValues(let name, _), .range(let name, _, _), .foreignKey(let name, _, _),
                .freshness(let name, _):
                names.append(name)
            case .unique(let columns): names += columns
            case .rowCount, .sql: break
            }
        }
        var seen: Set<String> = []
        let columns = names.filter { seen.insert($0).inserted }.map { name in
            let declared = dataset.columns[name]
            return DatasetColumn(
                name: name, type: declared?.type ?? .int64, id: 0, classification: declared?.classification ?? .none,
                description: declared?.description ?? "Inherited.",
                sources: [ColumnSource(dataset: "song_played", column: name, kind: .derived)])
        }
        return CatalogedDataset(
            .made(
                AppliedDataset(
                    id: 8, definition: dataset, schemaVersion: 1, hash: "", columns: columns, lastFieldID: 0, inputs: [])),
            team: Team(name: dataset.owner, contact: "#growth"))
    }

    private static func imported(_ text: String) throws -> Project {
        let imported = try ImportedContract.read(text, from: "a.odcs.yaml", ImportedContract.Choices())
        #expect(imported.notes.isEmpty && imported.undecided == 0, "\(imported.notes)")
        var files = Dictionary(uniqueKeysWithValues: imported.files.map { ($0.path, $0.text) })
        files["teams.yaml"] = teams
        files["pools.yaml"] = "billing: {slots: 4}\n"
        for name in ["glossary.yaml", "tags.yaml"] { files[name] = try String(contentsOfFile: exampleFolder + "/" + name, encoding: .utf8) }
        return try Project.read(files: files).get()
    }

    private static func comesBack(_ type: EventType) throws {
        var type = type
        type.renamedFrom = nil
        let contract = DataContract(cataloged(type))
        for text in [contract.yaml, contract.json] {
            #expect(try imported(text).eventTypes == [type], "\(text)")
        }
        #expect(DataContract(cataloged(type)).yaml == contract.yaml)
    }

    private static func comesBack(_ dataset: Dataset) throws {
        var dataset = dataset
        dataset.renamedFrom = nil
        let contract = DataContract(cataloged(dataset))
        for text in [contract.yaml, contract.json] {
            #expect(try imported(text).datasets.map(\.dataset) == [dataset], "\(text)")
        }
        #expect(DataContract(cataloged(dataset)).yaml == contract.yaml)
    }

    @Test("every event type and dataset of the example project comes back as it was")
    func examples() throws {
        let project = try Project.read(files: Project.files(inFolder: Self.exampleFolder)).get()
        #expect(project.events.count > 4 && project.datasets.count > 3)
        for type in project.eventTypes { try Self.comesBack(type) }
        for dataset in project.datasets { try Self.comesBack(dataset.dataset) }
    }

    @Test("an event type that says everything comes back as it was")
    func everythingOfEvents() throws {
        let text = """
            owner: team-growth
            description: Something happened.
            tier: low
            retention: 30d
            unknown_fields: quarantine
            compatibility: full
            limit: 1000/s
            quota: 5000000/day
            access: restricted
            rows:
              - {teams: [team-growth, team-ads], where: "country = 'SE' AND note <> 'a & b'"}
            deprecated: Send another.
            fields:
              user_id: {type: uuid, classification: pseudonymous, subject: true}
              device: {type: string, classification: pseudonymous, alias: true, required: false}
              at: {type: timestamp, classification: none, format: epoch_ms, deprecated: "Send when: instead."}
              price: {type: "decimal(10,2)", classification: none}
              any: {type: json, required: false, classification: none}
              days: {type: list<list<date>>, classification: none}
              parts:
                type: list
                classification: personal
                purposes: [support, billing]
                element: {type: struct, fields: {a: {type: int32, classification: none}, b: {type: float, required: false}}}
              user_agent: {type: string, required: false, classification: pseudonymous, purposes: [security]}
              page_url: {type: string, required: false, classification: none}
              page_referrer: {type: string, required: false, classification: personal}
              address: {type: string, required: false, classification: personal}
            enrich:
              clock_skew: true
              geo:
                from: address
                columns: {geo_country: {classification: none, declassified: It has millions of people., description: Where.}}
              ip: {from: address, keep: truncated}
              referrer: {from: page_referrer, page: page_url}
              user_agent: {from: user_agent}
            """
        try Self.comesBack(Sample.read(text).get().eventTypes[0])
    }

    @Test("a dataset that says everything comes back as it was")
    func everythingOfDatasets() throws {
        let yaml = """
            owner: team-growth
            description: Songs per listener and week.
            tier: high
            retention: 30d
            partition: week
            start: 2018-11-05
            inputs:
              song_played: {lookback: 7d}
              songs: {previous: true}
              users: {}
            trigger: {cron: "0 6 * * 1", zone: Europe/Stockholm, offset: 2h, missed: last, wait_for_data: false}
            corrections: {rerun: 14d, budget: 5}
            checks:
              - sql: {name: no_bots, query: "SELECT * FROM songs WHERE bot -- all & *any\\nAND x"}
              - row_count: {min: 1, max: 10}
              - row_count: {max: 9}
                name: not_many
              - not_null: [user_id, songs]
              - unique: [user_id, songs]
                severity: warning
              - accepted_values: {column: level, values: [free, "1", "yes"]}
              - range: {column: songs, min: -1, max: 1e3}
                name: plausible
              - range: {column: seen_at, min: 2018-11-01, max: "2018-12-01T00:00:00+01:00"}
              - foreign_key: {column: user_id, dataset: users, key: id}
              - freshness: {column: seen_at, within: 2d}
            columns:
              user_id: {description: Who., type: string}
              songs: {classification: none, declassified: A count says nothing.}
            retries: 0
            timeout: 90m
            memory: 2500MB
            threads: 4
            pool: billing
            access: open
            """
        let sql = "SELECT user_id,\n  count(*) AS songs\nFROM song_played -- & *all\n"
        var files = Sample.files(["songs": sql], ["songs": yaml])
        files["pools.yaml"] = "billing: {slots: 4}\n"
        try Self.comesBack(Project.read(files: files).get().datasets[0].dataset)
    }

    @Test("what is said for people comes back: support, tags, terms, examples, a successor, the page")
    func documented() throws {
        var files = DocumentationTests.files(
            """
            tags: {layer: raw}
            support: "#ask-listening"
            terms: [listener]
            deprecated: {note: Read the daily plays., successor: plays_daily, until: 2027-03-31}
            examples:
              - {title: "All & *more", sql: "SELECT song\\nFROM song_played"}
            """, "tags: {layer: gold}\ncolumns: {market: {term: market}}")
        files["events/song_played.md"] = "# Plays\n\nOne row a play & no more.\n"
        files["events/sold.yaml"] = """
            owner: team-growth
            description: Something was sold.
            tags: {layer: raw}
            fields:
              places: {type: list, classification: none, element: {type: struct, fields: {market: {type: string, term: market}}}}
              market: {type: string, classification: none, term: market}

            """
        let project = try Project.read(files: files).get()
        let contracts =
            project.eventTypes.map { DataContract(Self.cataloged($0)) }
            + project.datasets.map { DataContract(Self.cataloged($0.dataset)) }
        #expect(contracts.contains { $0.yaml.contains("property: endOfLife\n    value: \"2027-03-31\"") })
        #expect(contracts.contains { $0.yaml.contains("tags:\n  - \"layer:raw\"\n") && $0.yaml.contains("glossary.yaml#listener") })
        for form in [\DataContract.yaml, \DataContract.json] {
            var again = files.filter { !$0.key.hasPrefix("events/") && !$0.key.hasPrefix("datasets/") }
            for contract in contracts {
                let imported = try ImportedContract.read(contract[keyPath: form], from: "x", ImportedContract.Choices())
                #expect(imported.notes.isEmpty, "\(imported.notes)")
                for file in imported.files { again[file.path] = file.text }
            }
            let back = try Project.read(files: again).get()
            #expect(back.eventTypes == project.eventTypes)
            #expect(back.datasets.map(\.dataset) == project.datasets.map(\.dataset))
        }
    }

    @Test("the arguments of a program stay here, and the rest of its dataset comes back")
    func command() throws {
        let yaml = """
            owner: team-growth
            description: Made by a program.
            partition: none
            inputs: {song_played: {}}
            command: [make, --token, hidden-4711]
            columns: {n: {type: int64, classification: none}}
            """
        let dataset = try Project.read(files: Sample.files([:], ["made": yaml])).get().datasets[0].dataset
        let contract = DataContract(Self.cataloged(dataset))
        #expect(!contract.yaml.contains("hidden") && !contract.json.contains("hidden"))
        let imported = try ImportedContract.read(contract.yaml, from: "made", ImportedContract.Choices())
        #expect(imported.files.map(\.path) == ["datasets/made.yaml"] && imported.notes.count == 1)
    }

    static let anything = [
        "yes", "null", "~", "1e3", "0x1F", "2018-11-01", "12:30:45", "- a", "a: b", "a #b", "#x", "&x *x", "!tag", "%YAML 1.2",
        "---", "--- a\n... b", "{a: b}", "[a", "it's \"so\"", "back\\slash \\n", "one\n\n  two\nthree", "one\n \ntwo", "a\tb", "|", ">-",
        "\u{202E}evil", "e\u{301}\u{200B}x", "🎵 ü 漢", "a\u{2028}b", "=", "<<", "? a", "</script><script>", String(repeating: "long ", count: 300) + "end",
    ]

    @Test("any text comes back as it was, through YAML and JSON", arguments: anything)
    func kept(_ text: String) throws {
        // What is deprecated says so on one line.
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var field = Field(name: "a", type: .string, classification: .none, description: text, deprecation: line)
        if text.count > 400 { field.deprecation = nil }
        let type = EventType(name: "thing", owner: "team-growth", description: text, fields: [field])
        try Self.comesBack(type)
    }

    @Test("the contract of a dataset says where columns come from, what must hold and whom to ask")
    func said() throws {
        let project = try Project.read(files: Project.files(inFolder: Self.exampleFolder)).get()
        let dataset = try #require(project.datasets.first { $0.name == "listening_daily" }).dataset
        let text = DataContract(Self.cataloged(dataset)).yaml
        for line in [
            "apiVersion: v3.1.0\nkind: DataContract\nid: \"urn:basin:dataset:8\"\nversion: \"1\"\nstatus: active\nname: listening_daily\n",
            "        primaryKeyPosition: 1\n", "        transformSourceObjects:\n          - song_played.user_id\n",
            "            metric: duplicateValues\n            mustBe: 0\n", "                - free\n                - paid\n",
            "  - property: retention\n    value: 400\n    unit: d\n", "        partitioned: true\n", "support:\n  - channel: \"#ask-growth\"\n", "  - channel: \"#growth\"\n",
        ] {
            #expect(text.contains(line), "\(line) is missing in\n\(text)")
        }
    }
}
