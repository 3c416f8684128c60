import BasinCore
import BasinDefinitions
import Testing

struct ReadingTests {
    @Test("the example of a song that was played is read whole")
    func example() throws {
        let project = try Project.read(files: [
            "teams.yaml": Sample.teams, "events/song_played.yaml": Sample.songPlayed,
            "README.md": "anything", ".gitignore": "*", "imports/history.yaml": "not: [a definition",
            "events/README.md": "text", ".hidden/x.yaml": "&", "queries/top.sql": "SELECT 1",
        ]).get()
        #expect(
            project.teams == [
                Team(name: "team-growth", contact: "growth@example.com"),
                Team(name: "team-listening", contact: "#team-listening", description: "Plays and skips."),
            ])
        #expect(
            project.eventTypes == [
                EventType(
                    name: "song_played", owner: "team-listening",
                    description: "A listener finished, skipped or abandoned a song.", tier: .high, retentionDays: 400,
                    unknownFields: .drop,
                    fields: [
                        Field(name: "user_id", type: .string, classification: .pseudonymous, isSubject: true),
                        Field(name: "song", type: .string, classification: .none),
                        Field(
                            name: "first_name", type: .string, isRequired: false, classification: .personal,
                            purposes: ["support"]),
                        Field(name: "length_s", type: .double, isRequired: false, classification: .none),
                    ])
            ])
    }

    @Test("what is left out has its default: tier normal, kept for ever, unknown fields dropped, fields required")
    func defaults() throws {
        let type = try Sample.read(Sample.event("a: {type: bool, classification: none}")).get().eventTypes[0]
        #expect(type.tier == .normal)
        #expect(type.retentionDays == nil)
        #expect(type.unknownFields == .drop)
        #expect(type.renamedFrom == nil)
        #expect(type.fields[0].isRequired)
    }

    @Test(
        "every type is read",
        arguments: [
            ("string", FieldType.string), ("bool", .bool), ("int32", .int32), ("int64", .int64), ("float", .float),
            ("double", .double), ("timestamp", .timestamp), ("date", .date), ("uuid", .uuid), ("json", .json),
            ("'decimal(10,2)'", .decimal(precision: 10, scale: 2)),
            ("'decimal( 38 , 38 )'", .decimal(precision: 38, scale: 38)),
            ("list<string>", .list(element: .string, elementID: 0)),
            ("list< list<int64> >", .list(element: .list(element: .int64, elementID: 0), elementID: 0)),
            ("'list<decimal(3,0)>'", .list(element: .decimal(precision: 3, scale: 0), elementID: 0)),
            ("list, element: {type: date}", .list(element: .date, elementID: 0)),
            ("list, element: date", .list(element: .date, elementID: 0)),
            (
                "list, element: {type: list, element: {type: uuid}}",
                .list(element: .list(element: .uuid, elementID: 0), elementID: 0)
            ),
            (
                "struct, fields: {b: {type: int32, required: false}}",
                .structure([Field(name: "b", type: .int32, isRequired: false, classification: .none)])
            ),
            (
                "list, element: {type: struct, fields: {b: {type: int32}}}",
                .list(element: .structure([Field(name: "b", type: .int32, classification: .none)]), elementID: 0)
            ),
        ])
    func types(text: String, type: FieldType) throws {
        let event = try Sample.read(Sample.event("a: {type: \(text), classification: none}")).get().eventTypes[0]
        #expect(event.fields[0].type == type)
    }

    @Test("nested fields take the classification of the field around them unless they state a milder one")
    func inheritance() throws {
        let event = try Sample.read(
            Sample.event(
                """
                address:
                  type: struct
                  classification: personal
                  fields:
                    street: {type: string}
                    country: {type: string, classification: none}
                """)
        ).get().eventTypes[0]
        guard case .structure(let nested) = event.fields[0].type else {
            Issue.record("not a struct")
            return
        }
        #expect(nested.map(\.classification) == [.personal, .none])
    }

    @Test("epoch milliseconds, former names and removed fields are read")
    func marks() throws {
        let project = try Sample.read(
            Sample.event(
                """
                at: {type: timestamp, classification: none, format: epoch_ms}
                place:
                  type: struct
                  classification: none
                  fields:
                    town: {type: string, renamed_from: city}
                """,
                more: "renamed_from: occurred\nremoved_fields: [weather, place.street]\nretention: forever\n")
        ).get()
        #expect(project.eventTypes[0].fields[0].acceptsEpochMilliseconds)
        #expect(project.eventTypes[0].renamedFrom == "occurred")
        #expect(project.events[0].renamedFields == ["place.town": "city"])
        #expect(project.events[0].removedFields == ["weather", "place.street"])
    }

    @Test("an event type may have no fields of its own, if it says so")
    func noFields() throws {
        let type = try Sample.read("owner: team-growth\ndescription: Opened.\nfields: {}\n").get().eventTypes[0]
        #expect(type.fields.isEmpty)
    }

    @Test("an error of reading names file and line of every problem")
    func error() {
        let error = #expect(throws: BasinError.self) {
            try Sample.read("owner: nobody\ndescription: Done.\nfields: {a: {type: text, classification: none}}\n")
                .get()
        }
        #expect(error?.code == .definition)
        let lines = error?.message.split(separator: "\n") ?? []
        #expect(lines.map { $0.prefix(24) } == ["events/happened.yaml:1: ", "events/happened.yaml:3: "])
    }
}
