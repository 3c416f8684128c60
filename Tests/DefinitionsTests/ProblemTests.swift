import BasinCore
import BasinDefinitions
import Testing

struct ProblemTests {
    /// What is wrong, the lines under `fields:` (the first is line 4), and the lines that must be named.
    static let fields: [Case] = [
        Case("no classification", "a: {type: string, classification: none}\nb: {type: string}", [5]),
        Case("a classification that is none", "a: {type: string, classification: secret}", [4]),
        Case("an empty classification", "a: {type: string, classification: }", [4]),
        Case("an unknown type", "a:\n  classification: none\n  type: varchar2", [6]),
        Case("no type", "a: {classification: none}", [4]),
        Case("an empty type", "a: {type: , classification: none}", [4]),
        Case("a type of bytes", "a: {type: binary, classification: none}", [4]),
        Case("a type in capitals", "a: {type: STRING, classification: none}", [4]),
        Case("a decimal cut by braces", "a: {type: decimal(10,2), classification: none}", [4]),
        Case("a decimal of no digits", "a: {type: 'decimal(0,0)', classification: none}", [4]),
        Case("a decimal of 39 digits", "a: {type: 'decimal(39,2)', classification: none}", [4]),
        Case("a scale above the precision", "a: {type: 'decimal(4,5)', classification: none}", [4]),
        Case("a decimal of huge numbers", "a: {type: 'decimal(99999999999999999999,2)', classification: none}", [4]),
        Case("a decimal without scale", "a: {type: 'decimal(4)', classification: none}", [4]),
        Case(
            "an unknown key",
            "a: {type: string, classification: none}\nb:\n  type: string\n  classification: none\n  requred: false", [8]
        ),
        Case("a leading underscore", "_source: {type: string, classification: none}", [4]),
        Case("a name in capitals", "userId: {type: string, classification: none}", [4]),
        Case("a name with a dot", "a.b: {type: string, classification: none}", [4]),
        Case(
            "a name that is too long", String(repeating: "a", count: 64) + ": {type: string, classification: none}", [4]
        ),
        Case("an empty name", "'': {type: string, classification: none}", [4]),
        Case("a field that is no mapping", "a: string", [4]),
        Case(
            "a field twice",
            "a: {type: string, classification: none}\nb: {type: bool, classification: none}\na: {type: string, classification: none}",
            [6]),
        Case("a key of a field twice", "a:\n  type: string\n  classification: none\n  'type' : bool", [7]),
        Case("a key twice on a line", "a: {type: string, type: string, classification: none}", [4]),
        Case("a flag in quotes", "a: {type: string, required: 'false', classification: none}", [4]),
        Case("a flag that says yes", "a: {type: string, required: yes, classification: none}", [4]),
        Case(
            "two subjects",
            "a: {type: string, classification: pseudonymous, subject: true}\nb: {type: string, classification: pseudonymous, subject: true}",
            [5]),
        Case("a subject of type double", "a: {type: double, classification: pseudonymous, subject: true}", [4]),
        Case("a subject that is a list", "a: {type: list<string>, classification: pseudonymous, subject: true}", [4]),
        Case("a subject that is personal", "a: {type: string, classification: personal, subject: true}", [4]),
        Case(
            "a nested subject",
            "a:\n  type: struct\n  classification: pseudonymous\n  fields:\n    b: {type: string, subject: true}", [8]),
        Case(
            "a nested field stricter than the outer",
            "a:\n  type: struct\n  classification: none\n  fields:\n    b: {type: string, classification: personal}",
            [8]),
        Case("a struct without fields", "a: {type: struct, classification: none}", [4]),
        Case("a struct of no fields", "a: {type: struct, classification: none, fields: {}}", [4]),
        Case("a list without element", "a: {type: list, classification: none}", [4]),
        Case("an inline struct", "a: {type: list<struct>, classification: none}", [4]),
        Case("an inline list of nothing", "a: {type: list<>, classification: none}", [4]),
        Case("a string with an element", "a: {type: string, element: string, classification: none}", [4]),
        Case(
            "a classified element",
            "a: {type: list, element: {type: string, classification: none}, classification: none}", [4]),
        Case("a bad nested name", "a:\n  type: struct\n  classification: none\n  fields:\n    _b: {type: string}", [8]),
        Case(
            "a comma in a text in braces", "a: {type: string, classification: none, description: Place, from 0.}", [4]),
        Case("a format of a string", "a: {type: string, classification: none, format: epoch_ms}", [4]),
        Case("an unknown format", "a: {type: timestamp, classification: none, format: epoch_s}", [4]),
        Case("purposes that are no list", "a: {type: string, classification: none, purposes: support}", [4]),
        Case("a purpose that is no name", "a: {type: string, classification: none, purposes: [A b]}", [4]),
        Case(
            "a field renamed from a field that is there",
            "a: {type: string, classification: none}\nb: {type: string, classification: none, renamed_from: a}", [5]),
        Case(
            "two fields renamed from one",
            "a: {type: string, classification: none, renamed_from: c}\nb: {type: string, classification: none, renamed_from: c}",
            [5]),
        Case("a field renamed from itself", "a: {type: string, classification: none, renamed_from: a}", [4]),
        Case(
            "an inline list nested too deep",
            "a: {type: '" + String(repeating: "list<", count: 9) + "int32" + String(repeating: ">", count: 9)
                + "', classification: none}", [4]),
        Case(
            "an endless inline list",
            "a: {type: '" + String(repeating: "list<", count: 9_000) + "', classification: none}", [4]),
        Case(
            "a description of control characters", "a: {type: string, classification: none, description: \"\\e[2J\"}",
            [4]),
        Case("three things at once", "_a: {type: text}\nb: {type: string, classification: none, x: 1}", [4, 4, 4, 5]),
    ]

    @Test("a bad field is refused at its line", arguments: fields)
    func badField(bad: Case) {
        let problems = Sample.problems(Sample.read(Sample.event(bad.text)))
        #expect(problems.map(\.line) == bad.lines, "\(bad.what): \(problems)")
        #expect(problems.allSatisfy { $0.file == "events/happened.yaml" && !$0.remedy.isEmpty })
    }

    static let events: [Case] = [
        Case("nothing", "", [1]),
        Case("a comment", "# nothing here\n", [1]),
        Case("a list", "- a\n- b\n", [1]),
        Case("text", "hello", [1]),
        Case("no owner", "description: Done.\nfields: {}\n", [1]),
        Case("an empty owner", "description: Done.\nowner:\nfields: {}\n", [2]),
        Case("an unknown owner", "description: Done.\nfields: {}\nowner: team-nobody\n", [3]),
        Case("no description", "owner: team-growth\nfields: {}\n", [1]),
        Case("a blank description", "owner: team-growth\ndescription: '  '\nfields: {}\n", [2]),
        Case("no fields", "owner: team-growth\ndescription: Done.\n", [1]),
        Case("fields in a list", "owner: team-growth\ndescription: Done.\nfields:\n  - a\n", [4]),
        Case("an unknown key", "owner: team-growth\ndescription: Done.\nfields: {}\nteir: high\n", [4]),
        Case("a key twice", "owner: team-growth\ndescription: Done.\nfields: {}\nowner: team-growth\n", [4]),
        Case("an unknown tier", "owner: team-growth\ndescription: Done.\ntier: urgent\nfields: {}\n", [3]),
        Case("a retention in weeks", "owner: team-growth\ndescription: Done.\nretention: 3w\nfields: {}\n", [3]),
        Case("a retention of no days", "owner: team-growth\ndescription: Done.\nretention: 0d\nfields: {}\n", [3]),
        Case("a negative retention", "owner: team-growth\ndescription: Done.\nretention: -4d\nfields: {}\n", [3]),
        Case(
            "a retention of too many days",
            "owner: team-growth\ndescription: Done.\nretention: 99999999999999999999d\nfields: {}\n", [3]),
        Case("unknown_fields kept", "owner: team-growth\ndescription: Done.\nunknown_fields: keep\nfields: {}\n", [3]),
        Case(
            "renamed from itself", "owner: team-growth\ndescription: Done.\nrenamed_from: happened\nfields: {}\n", [3]),
        Case(
            "renamed from no name", "owner: team-growth\ndescription: Done.\nrenamed_from: Old Name\nfields: {}\n", [3]),
        Case(
            "a field declared and removed",
            "owner: team-growth\ndescription: Done.\nfields: {a: {type: bool, classification: none}}\nremoved_fields: [a]\n",
            [4]),
        Case(
            "a field renamed and removed",
            "owner: team-growth\ndescription: Done.\nfields: {a: {type: bool, classification: none, renamed_from: b}}\nremoved_fields: [b]\n",
            [4]),
        Case(
            "removed fields twice", "owner: team-growth\ndescription: Done.\nfields: {}\nremoved_fields: [a, a]\n", [4]),
        Case(
            "a removed field that is no name",
            "owner: team-growth\ndescription: Done.\nfields: {}\nremoved_fields:\n  - a..b\n", [5]),
        Case("a tab for indentation", "owner: team-growth\nfields:\n\ta: 1\n", [3]),
        Case("an open brace", "owner: team-growth\nfields: {a: {\n", [2]),
        Case("two documents", "owner: team-growth\n---\nowner: team-growth\n", [2]),
        Case("a tag", "owner: !!python/object team-growth\ndescription: Done.\nfields: {}\n", [1]),
        Case("an anchor", "owner: &o team-growth\ndescription: Done.\nfields: {}\n", [1]),
        Case("an alias", "description: Done.\nowner: &o team-growth\ntier: *o\nfields: {}\n", [2]),
        Case("an alias to nowhere", "description: Done.\nowner: *o\nfields: {}\n", [2]),
        Case("a control character", "owner: team-growth\ndescription: a\u{7}b\n", [2]),
        Case("a mapping for a key", "owner: team-growth\ndescription: Done.\nfields: {}\n? {a: 1}\n: b\n", [4]),
    ]

    @Test("a bad event type is refused at its line", arguments: events)
    func badEvent(bad: Case) {
        let problems = Sample.problems(Sample.read(bad.text))
        #expect(problems.map(\.line) == bad.lines, "\(bad.what): \(problems)")
        #expect(problems.allSatisfy { $0.file == "events/happened.yaml" && !$0.remedy.isEmpty })
    }

    static let teams: [Case] = [
        Case("nothing", "", [1]),
        Case("no team", "{}", [1]),
        Case("a list", "- team-growth", [1]),
        Case("no contact", "team-growth:\n  description: We grow.\n", [1]),
        Case("a contact that is a comment", "team-growth:\n  contact: #growth\n", [2]),
        Case("a bad name", "a: {contact: a}\nTeam Growth: {contact: b}\n", [2]),
        Case("an unknown key", "team-growth:\n  contact: a\n  email: b\n", [3]),
        Case("a team twice", "a: {contact: a}\nb: {contact: b}\na: {contact: c}\n", [3]),
        Case("a team that is text", "team-growth: growth@example.com", [1]),
    ]

    @Test("bad teams are refused at their line", arguments: teams)
    func badTeams(bad: Case) {
        let problems = Sample.problems(Project.read(files: ["teams.yaml": bad.text]))
        #expect(problems.map(\.line) == bad.lines, "\(bad.what): \(problems)")
        #expect(problems.allSatisfy { $0.file == "teams.yaml" })
    }

    @Test(
        "a file in a place where no definition belongs is refused",
        arguments: [
            "datasets/Listening.yaml", "datasets/_x.sql", "datasets/x.yml", "datasets/x.SQL", "datasets/music/x.sql",
            "datasets/music/x.yaml", "datasets/x.sql", "pools.yml", "prices.yml", "things/prices.yaml", "sources/web/a.yaml", "sources/Web.yaml", "sources/x.yml", "stray.yaml",
            "stray.yml", "teams.yml", "things/x.yaml", "events/x.yml", "events/Song.yaml", "events/_x.yaml",
            "events/music/song_played.yaml", "../events/x.yaml", "/etc/x.yaml", "events//x.yaml", "events/./x.yaml",
            "events/../teams.yaml", "", "events/a\nb.yaml", String(repeating: "a/", count: 300) + "x.yaml",
        ])
    func badPath(path: String) {
        let problems = Sample.problems(Project.read(files: ["teams.yaml": Sample.teams, path: Sample.songPlayed]))
        #expect(problems.count == 1)
        #expect(!problems.contains { $0.description.contains("\n") })
    }

    @Test("a folder without teams.yaml is no project")
    func noTeams() {
        #expect(Sample.problems(Project.read(files: [:])).map(\.file) == ["teams.yaml"])
    }

    @Test("problems of all files are given, by file and line, and an unreadable teams.yaml makes no owner unknown")
    func all() {
        let problems = Sample.problems(
            Project.read(files: [
                "teams.yaml": "team-growth: {",
                "events/b.yaml": "owner: team-growth\ndescription: Done.\nfields: {}\nx: 1\ny: 2\n",
                "events/a.yaml": "owner: team-growth\n",
            ]))
        #expect(
            problems.map { "\($0.file):\($0.line)" } == [
                "events/a.yaml:1", "events/a.yaml:1", "events/b.yaml:4", "events/b.yaml:5", "teams.yaml:1",
            ])
    }

    @Test("a former name that is another type's name, or given twice, is refused")
    func renames() {
        func event(_ former: String) -> String {
            "owner: team-growth\ndescription: Done.\nfields: {}\nrenamed_from: \(former)\n"
        }
        let problems = Sample.problems(
            Project.read(files: [
                "teams.yaml": Sample.teams, "events/a.yaml": event("b"), "events/b.yaml": event("z"),
                "events/c.yaml": event("z"),
            ]))
        #expect(problems.map { "\($0.file):\($0.line)" } == ["events/a.yaml:4", "events/c.yaml:4"])
    }

    @Test("fields are counted with the nested ones, up to a thousand")
    func fieldLimit() throws {
        func event(_ count: Int) -> String {
            Sample.event(
                (0..<count).map { "f\($0): {type: struct, classification: none, fields: {x: {type: bool}}}" }.joined(
                    separator: "\n"))
        }
        #expect(try Sample.read(event(500)).get().eventTypes[0].fields.count == 500)
        #expect(Sample.problems(Sample.read(event(501))).map(\.line) == [504])
        #expect(Sample.problems(Sample.read(event(1_500))).count == 1)
    }

    @Test("lists and structs nest eight levels and not nine, however they are written")
    func nesting() throws {
        func nested(_ levels: Int) -> String {
            (0..<levels).reduce("{type: bool") { inner, level in
                level.isMultiple(of: 2) ? "{type: list, element: \(inner)}" : "{type: struct, fields: {x: \(inner)}}"
            } + ", classification: none}"
        }
        #expect(throws: Never.self) { try Sample.read(Sample.event("a: " + nested(8))).get() }
        #expect(Sample.problems(Sample.read(Sample.event("a: " + nested(9)))).map(\.line) == [4])
    }
}
