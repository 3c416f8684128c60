import BasinCore
import BasinDefinitions
import Testing

struct SourceTests {
    static func read(_ text: String, more: [String: String] = [:]) -> ProjectReading {
        Project.read(
            files: [
                "teams.yaml": Sample.teams, "events/song_played.yaml": Sample.songPlayed, "sources/web.yaml": text,
            ].merging(more) { $1 })
    }

    static let head = "owner: team-growth\ndescription: The web shop.\nprotocol: segment\n"

    @Test("a source is read whole")
    func whole() throws {
        let text = """
            owner: team-growth
            description: The web shop.
            protocol: snowplow
            keys: [web, web-old]
            open: {limit: 100/s, quota: 5000/day}
            apps: [shop]
            events:
              song_played: {call: se, name: [play, listened], fields: {song: se_la}}
            """
        let project = try Self.read(text).get()
        #expect(
            project.sources.map(\.source) == [
                EventSource(
                    name: "web", owner: "team-growth", description: "The web shop.", clientProtocol: .snowplow,
                    keys: ["web", "web-old"], open: try EventLimits(limit: "100/s", quota: "5000/day"), apps: ["shop"],
                    routes: [
                        SourceRoute(
                            type: "song_played", call: "se", names: ["play", "listened"], fields: ["song": "se_la"])
                    ], catchAll: "web_events")
            ])
    }

    @Test("with a source come the event types that it needs, owned by its owner, unless the project has its own")
    func made() throws {
        let made = try Self.read(Self.head).get().eventTypes
        #expect(made.map(\.name) == ["identity_links", "song_played", "web_events"])
        #expect(made.filter { $0.name != "song_played" }.allSatisfy { $0.owner == "team-growth" })
        #expect(made[2].fields.first { $0.name == "payload" }?.classification == .personal)
        #expect(made[0].fields.filter(\.isPseudonym).count == 2)
        let own = "owner: team-growth\ndescription: Mine.\nfields:\n  payload: {type: json, classification: sensitive}\n"
        let project = try Self.read(Self.head, more: ["events/web_events.yaml": own]).get()
        #expect(project.eventTypes.first { $0.name == "web_events" }?.description == "Mine.")
        #expect(try Self.read(Self.head + "catch_all: everything", more: ["events/everything.yaml": own]).get().eventTypes.count == 3)
    }

    @Test("what is wrong in a source is told with its place", arguments: [
        ("description: x\nprotocol: segment", "has no owner"), ("owner: team-growth\nprotocol: segment", "no description"),
        ("owner: team-growth\ndescription: x", "no protocol"), (head + "protocol: amplitude", "twice"),
        ("owner: team-nobody\ndescription: x\nprotocol: segment", "not a team"),
        (head + "keys: web", "not a list"), (head + "keys: [web, web]", "twice"), (head + "apps: [x]", "Snowplow"),
        (head + "open: true", "not a mapping"), (head + "open: {}", "no limit"), (head + "open: {limit: lots}", "not a number"),
        (head + "events: {nothing: {}}", "not an event type"), (head + "events: {song_played: {call: pv}}", "not one of segment"),
        (head + "events: {song_played: {fields: {no_such: x}}}", "not a field"),
        (head + "events: {song_played: {fields: {song: .x}}}", "not a path"),
        (head + "catch_all: song_played", "no field `payload`"), (head + "catch_all: nothing", "not an event type"),
        (head + "more: 1", "unknown key"),
    ])
    func wrong(text: String, words: String) {
        let problems = Sample.problems(Self.read(text))
        #expect(problems.contains { $0.message.contains(words) && $0.file == "sources/web.yaml" }, "\(problems)")
    }

    @Test("two sources of one protocol may not both take every key, nor the same one")
    func doubles() {
        let twice = Sample.problems(Self.read(Self.head, more: ["sources/site.yaml": Self.head]))
        #expect(twice.count == 1)
        let key = Self.head + "keys: [a]"
        #expect(Sample.problems(Self.read(key, more: ["sources/site.yaml": key])).count == 1)
        #expect(Sample.problems(Self.read(key, more: ["sources/site.yaml": Self.head])).isEmpty)
    }

    @Test("a plan says which doors open, change and close, and again is a no-op")
    func plans() throws {
        var platform = Platform()
        let project = try Self.read(Self.head).get()
        #expect(platform.apply(project).changes.contains { $0.object == .source("web") && $0.kind == .new })
        func plan(_ project: Project) -> Plan {
            Plan.make(
                current: platform.types, currentDatasets: [], currentTeams: platform.teams, currentPools: [],
                currentSources: [EventSource](project.sources.map(\.source)), desired: project, nextTypeID: platform.nextTypeID,
                hour: platform.hour, tools: SmallSQL.tools)
        }
        #expect(plan(project).isEmpty)
        let changed = try Self.read(Self.head + "events: {song_played: {}}").get()
        let change = Plan.make(
            current: platform.types, currentDatasets: [], currentTeams: platform.teams, currentPools: [],
            currentSources: project.sources.map(\.source), desired: changed, nextTypeID: platform.nextTypeID,
            hour: platform.hour, tools: SmallSQL.tools
        ).changes.first { $0.object == .source("web") }
        #expect(change?.kind == .changed)
        #expect(change?.details == ["Calls become `song_played` events."])
    }

    @Test("names of clients' events become names of types", arguments: [
        ("Song Played", "song_played"), ("songPlayed", "song_played"), ("SongPlayed", "song_played"), ("  a -- B ", "a_b"),
        ("HTTPError", "httperror"), ("v2Done", "v2_done"), ("", ""), ("…", ""), ("Ä", ""), ("a.b", "a_b"),
    ])
    func snakeCase(name: String, type: String) {
        #expect(SourceRoute.snakeCase(name) == type)
    }

    @Test("an alias is the person's, too: it must be classified so, at the top, and not the subject", arguments: [
        ("a: {type: string, classification: pseudonymous, alias: true}", true),
        ("a: {type: string, classification: none, alias: true}", false),
        ("a: {type: double, classification: pseudonymous, alias: true}", false),
        ("a: {type: string, classification: pseudonymous, alias: true, subject: true}", false),
        ("a: {type: struct, classification: pseudonymous, fields: {b: {type: string, alias: true}}}", false),
    ])
    func aliases(field: String, isGood: Bool) {
        #expect(Sample.problems(Sample.read(Sample.event(field))).isEmpty == isGood)
    }
}
