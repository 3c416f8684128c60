import BasinCore
import BasinDefinitions
import Testing

/// What is applied, as the platform would keep it.
struct Platform {
    var types: [AppliedEventType] = []
    var datasets: [AppliedDataset] = []
    var pools: [Pool] = []
    var teams: [Team] = []
    var nextTypeID: UInt32 = 1
    var hour = Hour(index: 428_000)

    func plan(_ project: Project) -> Plan {
        Plan.make(
            current: types, currentDatasets: datasets, currentTeams: teams, currentPools: pools, desired: project,
            nextTypeID: nextTypeID, hour: hour, tools: SmallSQL.tools)
    }

    /// Plans, and stores the result if that may be.
    @discardableResult
    mutating func apply(_ project: Project) -> Plan {
        let plan = plan(project)
        if plan.isApplicable { store(plan) }
        hour = hour.next
        return plan
    }

    mutating func store(_ plan: Plan) {
        types = plan.result
        datasets = plan.datasets
        pools = plan.pools
        teams = plan.teams
        nextTypeID = plan.nextTypeID
    }

    subscript(name: String) -> AppliedEventType? { types.first { $0.name == name } }
}

extension Sample {
    /// A project of the event types by name, each given as the lines under `fields:`, or as a whole text.
    static func project(_ events: [String: String], teams: String = teams) throws -> Project {
        var files = ["teams.yaml": teams]
        for (name, text) in events {
            files["events/\(name).yaml"] = text.hasPrefix("owner:") ? text : event(text)
        }
        return try Project.read(files: files).get()
    }
}

extension Plan {
    func change(_ name: String) -> Change? { changes.first { $0.object == .event(name) } }
}

extension Field {
    static let plain = "a: {type: string, classification: none}"
}

extension FieldType {
    /// Every id inside, in no order.
    var ids: [Int] {
        switch self {
        case .list(let element, let id): [id] + element.ids
        case .structure(let fields): fields.flatMap(\.ids)
        default: []
        }
    }
}

extension Field {
    var ids: [Int] { [id] + type.ids }
}

struct PlanTests {
    @Test("a first plan gives every team and event type as new, with ids from the first free ones")
    func first() throws {
        let platform = Platform(nextTypeID: 7)
        let plan = platform.plan(
            try Sample.project([
                "song_played": Sample.songPlayed,
                "nested": """
                tags: {type: list<string>, classification: none}
                stops:
                  type: list
                  classification: none
                  element: {type: struct, fields: {town: {type: string}, at: {type: list<timestamp>}}}
                last: {type: bool, classification: none}
                """,
            ]))
        #expect(plan.isApplicable && !plan.isEmpty)
        #expect(plan.changes.map(\.kind) == [.new, .new, .new, .new])
        #expect(
            plan.changes.map(\.object) == [
                .team("team-growth"), .team("team-listening"), .event("nested"), .event("song_played"),
            ])
        #expect(plan.result.map(\.name) == ["nested", "song_played"])
        #expect(plan.result.map(\.id) == [7, 8])
        #expect(plan.nextTypeID == 9)
        let nested = plan.result[0]
        #expect(nested.versions.count == 1 && nested.schema.version == 1)
        #expect(nested.firstHour == platform.hour)
        #expect(nested.definition.fields == nested.schema.fields)
        let ids = nested.schema.fields.flatMap(\.ids)
        #expect(Set(ids) == Set(Envelope.firstFieldID...Envelope.firstFieldID + 7) && ids.count == 8)
        #expect(nested.lastFieldID == ids.max())
        #expect(plan.result[1].schema.fields.map(\.id) == [101, 102, 103, 104])
    }

    @Test("planning the same again gives nothing to do, whatever was done before")
    func idempotent() throws {
        var platform = Platform()
        let steps = try [
            Sample.project(["a": Field.plain, "b": "x: {type: int32, classification: none}"]),
            Sample.project([
                "a": Field.plain + "\nb: {type: bool, required: false, classification: none}",
                "b": "x: {type: int64, classification: none}",
            ]),
            Sample.project([
                "c": Sample.event(
                    "f: {type: string, classification: none, renamed_from: a}",
                    more: "renamed_from: a\nremoved_fields: [b]\n")
            ]),
            Sample.project([
                "a": Field.plain, "c": Sample.event("f: {type: string, classification: none, renamed_from: a}"),
            ]),
            Sample.project([:]),
            Sample.project(["b": "x: {type: int64, classification: none}"]),
        ]
        for project in steps {
            let plan = platform.apply(project)
            #expect(plan.isApplicable && !plan.isEmpty, "\(plan.changes)")
            let again = platform.plan(project)
            #expect(again.isEmpty && again.isApplicable, "\(again.changes)")
            #expect(again.result == platform.types)
            #expect(again.teams == platform.teams)
            #expect(again.nextTypeID == platform.nextTypeID)
        }
    }

    @Test("what is beside the schema changes without a new version")
    func notes() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["a": Field.plain]))
        let text = """
            owner: team-listening
            description: Something else.
            tier: low
            retention: 3d
            unknown_fields: quarantine
            fields:
              a: {type: string, classification: none, description: A thing., purposes: [support]}
            """
        let plan = platform.apply(try Sample.project(["a": text]))
        #expect(plan.change("a")?.kind == .changed)
        #expect(plan.change("a")?.version == 1)
        #expect(plan.change("a")?.details.count == 7)
        let type = try #require(platform["a"])
        #expect(type.versions.count == 1)
        #expect(type.definition.owner == "team-listening" && type.definition.retentionDays == 3)
        #expect(type.schema.fields[0].description == "A thing." && type.schema.fields == type.definition.fields)
    }

    @Test("a removed event type stays as it is, and comes back as the next version with its ids")
    func removal() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["a": Field.plain]))
        let before = try #require(platform["a"])
        let removal = platform.apply(try Sample.project([:]))
        #expect(removal.change("a")?.kind == .removed)
        #expect(platform["a"]?.isRemoved == true)
        #expect(platform["a"]?.versions == before.versions)
        #expect(platform.plan(try Sample.project([:])).change("a") == nil)

        let clash = platform.plan(try Sample.project(["a": "a: {type: int64, classification: none}"]))
        #expect(clash.change("a")?.kind == .breaking)
        #expect(clash.result == platform.types)

        let revival = platform.apply(try Sample.project(["a": Field.plain]))
        #expect(revival.change("a")?.kind == .changed)
        let after = try #require(platform["a"])
        #expect(after.id == before.id && !after.isRemoved && after.firstHour == before.firstHour)
        #expect(after.versions.map(\.version) == [1, 2])
        #expect(after.schema.fields == before.schema.fields)
    }

    @Test("a renamed event type keeps its id, and the mark may stay")
    func rename() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["a": Field.plain]))
        let id = platform["a"]?.id
        let renamed = try Sample.project(["b": Sample.event(Field.plain, more: "renamed_from: a\n")])
        let plan = platform.apply(renamed)
        #expect(plan.changes.filter { $0.object != .team("") }.map(\.kind) == [.unchanged, .unchanged, .renamed])
        #expect(plan.change("b")?.version == 1)
        #expect(platform["b"]?.id == id && platform["a"] == nil && platform["b"]?.definition.renamedFrom == nil)

        let evolved = try Sample.project([
            "c": Sample.event(
                Field.plain + "\nb: {type: bool, required: false, classification: none}", more: "renamed_from: b\n")
        ])
        #expect(platform.apply(evolved).change("c")?.kind == .renamed)
        #expect(platform["c"]?.id == id && platform["c"]?.schema.version == 2)

        // The name that is free now may be given to a type of its own.
        #expect(
            platform.apply(
                try Sample.project([
                    "a": "z: {type: bool, classification: none}",
                    "c": "owner: team-growth\n"
                        + "description: Something happened.\nfields: {a: {type: string, classification: none}, b: {type: bool, required: false, classification: none}}\n",
                ])
            ).isApplicable)
        #expect(platform["a"]?.id != id)
    }

    @Test("a rename to a name that is there, or was, is refused and changes nothing")
    func renameOnto() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["a": Field.plain, "b": Field.plain, "c": Field.plain]))
        platform.apply(try Sample.project(["a": Field.plain, "b": Field.plain]))
        for name in ["b", "c"] {
            let plan = platform.plan(try Sample.project([name: Sample.event(Field.plain, more: "renamed_from: a\n")]))
            #expect(!plan.isApplicable)
            #expect(plan.change(name)?.kind == .breaking)
            #expect(plan.change("a") == nil)
        }
    }

    @Test("a former name that is not known is told, and the type is new")
    func unknownFormerName() throws {
        let plan = Platform().plan(try Sample.project(["b": Sample.event(Field.plain, more: "renamed_from: a\n")]))
        #expect(plan.change("b")?.kind == .new)
        #expect(plan.change("b")?.details.contains { $0.contains("`a`") } == true)
    }

    @Test("type ids are never given twice, even if the counter was lost")
    func typeIDs() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["a": Field.plain, "b": Field.plain]))
        platform.apply(try Sample.project([:]))
        platform.nextTypeID = 1
        platform.apply(try Sample.project(["c": Field.plain]))
        #expect(platform.types.map(\.id) == [1, 2, 3])
    }

    @Test("teams are new, changed and removed; one that owns stored events stays")
    func teams() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["a": Field.plain]))
        func kinds(_ plan: Plan) -> [Change.Kind] {
            plan.changes.filter { if case .team = $0.object { true } else { false } }.map(\.kind)
        }

        let changed = try Sample.project(
            ["a": Field.plain], teams: "team-growth: {contact: other}\nteam-new: {contact: x}\n")
        let plan = platform.apply(changed)
        #expect(kinds(plan) == [.changed, .removed, .new])
        #expect(platform.teams.map(\.name) == ["team-growth", "team-new"])

        let orphaned = platform.plan(try Sample.project([:], teams: "team-new: {contact: x}\n"))
        #expect(kinds(orphaned) == [.breaking, .unchanged])
        #expect(!orphaned.isApplicable)

        let given = try Sample.project(
            ["a": Sample.event(Field.plain).replacing("team-growth", with: "team-new")],
            teams: "team-new: {contact: x}\n")
        #expect(platform.apply(given).isApplicable)
        #expect(platform.teams.map(\.name) == ["team-new"])
    }
}
