import BasinCore
import BasinDefinitions
import Testing

/// The fields before and after, and whether the one may become the other.
struct Step: Sendable, CustomTestStringConvertible {
    let what: String
    let before: String
    let after: String
    let more: String

    init(_ what: String, _ before: String, _ after: String, more: String = "") {
        self.what = what
        self.before = before
        self.after = after
        self.more = more
    }

    var testDescription: String { what }

    /// One field `a` of each type.
    init(from before: String, to after: String) {
        self.init(
            "\(before) to \(after)", "a: {type: \(before), classification: none}",
            "a: {type: \(after), classification: none}")
    }

    func plan() throws -> (before: AppliedEventType, plan: Plan) {
        var platform = Platform()
        platform.apply(try Sample.project(["e": before]))
        let stored = try #require(platform["e"])
        return (stored, platform.plan(try Sample.project(["e": Sample.event(after, more: more)])))
    }
}

struct EvolutionTests {
    static let b = "b: {type: bool, required: false, classification: none}"
    static let optional = "a: {type: string, required: false, classification: none}"
    static func structure(_ fields: String, _ classification: String = "none") -> String {
        "a: {type: struct, classification: \(classification), fields: {\(fields)}}"
    }
    static func list(_ fields: String) -> String {
        "a: {type: list, classification: none, element: {type: struct, fields: {\(fields)}}}"
    }

    static let compatibleSteps: [Step] = [
        Step("a new optional field", Field.plain, Field.plain + "\n" + b),
        Step("a new optional field in front", Field.plain, b + "\n" + Field.plain),
        Step(
            "a new optional struct of required fields", b,
            b + "\nc: {type: struct, required: false, classification: none, fields: {x: {type: bool}}}"),
        Step("required to optional", Field.plain, optional),
        Step("another order", Field.plain + "\n" + b, b + "\n" + Field.plain),
        Step(from: "int32", to: "int64"),
        Step(from: "float", to: "double"),
        Step(from: "'decimal(10,2)'", to: "'decimal(12,2)'"),
        Step(from: "list<int32>", to: "list<int64>"),
        Step(from: "list<list<float>>", to: "list<list<double>>"),
        Step("a wider number in a struct", structure("x: {type: int32}"), structure("x: {type: int64}")),
        Step(
            "a new optional field in a struct", structure("x: {type: bool}"),
            structure("x: {type: bool}, y: {type: bool, required: false}")),
        Step(
            "a new optional field in a struct in a list", list("x: {type: bool}"),
            list("x: {type: bool}, y: {type: bool, required: false}")),
        Step(
            "another order in a struct", structure("x: {type: bool}, y: {type: bool}"),
            structure("y: {type: bool}, x: {type: bool}")),
        Step("a field renamed", Field.plain, "z: {type: string, classification: none, renamed_from: a}"),
        Step(
            "a field renamed and widened", "a: {type: int32, classification: none}",
            "z: {type: int64, classification: none, renamed_from: a}"),
        Step(
            "a field renamed in a struct", structure("x: {type: bool}"), structure("y: {type: bool, renamed_from: x}")),
        Step("a field removed, as marked", Field.plain + "\n" + b, Field.plain, more: "removed_fields: [b]\n"),
        Step("a required field removed, as marked", Field.plain + "\n" + b, b, more: "removed_fields: [a]\n"),
        Step(
            "a nested field removed, as marked", structure("x: {type: bool}, y: {type: bool}"),
            structure("x: {type: bool}"), more: "removed_fields: [a.y]\n"),
        Step(
            "a field removed in a list, as marked", list("x: {type: bool}, y: {type: bool}"), list("x: {type: bool}"),
            more: "removed_fields: [a.y]\n"),
        Step("none to pseudonymous", Field.plain, "a: {type: string, classification: pseudonymous}"),
        Step(
            "personal to sensitive", "a: {type: string, classification: personal}",
            "a: {type: string, classification: sensitive}"),
        Step(
            "a milder classification inside a sealed struct", structure("x: {type: bool}", "personal"),
            structure("x: {type: bool, classification: none}", "personal")),
        Step(
            "epoch milliseconds accepted", "a: {type: timestamp, classification: none}",
            "a: {type: timestamp, classification: none, format: epoch_ms}"),
        Step(
            "a subject of more digits", "a: {type: int32, classification: pseudonymous, subject: true}",
            "a: {type: int64, classification: pseudonymous, subject: true}"),
    ]

    @Test("a compatible change is the next version, and fields keep their ids", arguments: compatibleSteps)
    func compatible(step: Step) throws {
        let (before, plan) = try step.plan()
        let change = try #require(plan.change("e"))
        #expect(change.kind == .changed, "\(change)")
        #expect(change.version == 2 && !change.details.isEmpty)
        let after = plan.result[0]
        #expect(after.versions.first == before.schema)
        #expect(after.versions.map(\.version) == [1, 2])
        #expect(after.schema.fields == after.definition.fields)
        let ids = after.schema.fields.flatMap(\.ids)
        #expect(Set(ids).count == ids.count && !ids.contains(0))
        #expect((ids.max() ?? 0) <= after.lastFieldID)
        for field in before.schema.fields {
            guard let same = after.schema.fields.first(where: { $0.name == field.name }) else { continue }
            #expect(same.id == field.id)
        }
    }

    static let breakingSteps: [Step] = [
        Step("a new required field", Field.plain, Field.plain + "\nb: {type: bool, classification: none}"),
        Step(
            "a new required field in a struct", structure("x: {type: bool}"),
            structure("x: {type: bool}, y: {type: bool}")),
        Step("optional to required", optional, Field.plain),
        Step("optional to required in a list", list("x: {type: bool, required: false}"), list("x: {type: bool}")),
        Step("a field that is gone", Field.plain + "\n" + b, Field.plain),
        Step(
            "a nested field that is gone", structure("x: {type: bool}, y: {type: bool}"), structure("x: {type: bool}")),
        Step(
            "a field that is gone, another marked", Field.plain + "\n" + b, Field.plain, more: "removed_fields: [c]\n"),
        Step(from: "int64", to: "int32"),
        Step(from: "int32", to: "double"),
        Step(from: "int32", to: "string"),
        Step(from: "double", to: "float"),
        Step(from: "float", to: "int64"),
        Step(from: "string", to: "uuid"),
        Step(from: "string", to: "json"),
        Step(from: "date", to: "timestamp"),
        Step(from: "string", to: "list<string>"),
        Step(from: "list<string>", to: "list<int32>"),
        Step(from: "'decimal(10,2)'", to: "'decimal(9,2)'"),
        Step(from: "'decimal(10,2)'", to: "'decimal(12,3)'"),
        Step(from: "int32", to: "'decimal(38,0)'"),
        Step(from: "json", to: "struct, fields: {x: {type: bool}}"),
        Step("none to personal", Field.plain, "a: {type: string, classification: personal}"),
        Step(
            "sensitive to pseudonymous", "a: {type: string, classification: sensitive}",
            "a: {type: string, classification: pseudonymous}"),
        Step("a struct becomes personal", structure("x: {type: bool}"), structure("x: {type: bool}", "personal")),
        Step(
            "a field becomes the subject", "a: {type: string, classification: pseudonymous}",
            "a: {type: string, classification: pseudonymous, subject: true}"),
        Step(
            "the subject ceases", "a: {type: string, classification: pseudonymous, subject: true}",
            "a: {type: string, classification: pseudonymous}"),
        Step(
            "the subject is removed", "a: {type: string, classification: pseudonymous, subject: true}\n" + b, b,
            more: "removed_fields: [a]\n"),
        Step(
            "epoch milliseconds no more", "a: {type: timestamp, classification: none, format: epoch_ms}",
            "a: {type: timestamp, classification: none}"),
        Step(
            "a field renamed onto another", Field.plain + "\n" + b,
            "b: {type: bool, required: false, classification: none, renamed_from: a}"),
        Step("a field renamed and changed", Field.plain, "z: {type: int64, classification: none, renamed_from: a}"),
    ]

    @Test("a breaking change is refused with the reason, and nothing is changed", arguments: breakingSteps)
    func breaking(step: Step) throws {
        let (before, plan) = try step.plan()
        let change = try #require(plan.change("e"))
        #expect(change.kind == .breaking, "\(change)")
        #expect(!change.details.isEmpty)
        #expect(!plan.isApplicable && !plan.isEmpty)
        #expect(plan.result == [before])
    }

    @Test("every reason is given, not only the first")
    func allReasons() throws {
        let step = Step(
            "", Field.plain + "\nb: {type: int64, classification: none}",
            "b: {type: int32, classification: personal}\nc: {type: bool, classification: none}")
        #expect(try step.plan().plan.change("e")?.details.count == 4)
    }

    @Test("a field that comes back after its removal gets another id")
    func returning() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Field.plain + "\n" + Self.b]))
        platform.apply(try Sample.project(["e": Sample.event(Field.plain, more: "removed_fields: [b]\n")]))
        platform.apply(try Sample.project(["e": Field.plain + "\n" + Self.b]))
        #expect(platform["e"]?.schema.version == 3)
        #expect(platform["e"]?.schema.fields.map(\.id) == [101, 103])
        #expect(platform["e"]?.lastFieldID == 103)
    }

    @Test("two fields may change places by name only in two steps")
    func swap() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": "a: {type: string, classification: none}"]))
        platform.apply(try Sample.project(["e": "b: {type: string, classification: none, renamed_from: a}"]))
        // The mark stays behind and means nothing any more; a new field may take the old name once it is gone.
        platform.apply(
            try Sample.project([
                "e": "b: {type: string, classification: none}\na: {type: string, required: false, classification: none}"
            ]))
        #expect(platform["e"]?.schema.fields.map(\.id) == [101, 102])
    }

    @Test("whatever is applied in whatever order, ids are unique, never reused and never move", arguments: 0..<24)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var platform = Platform()
        /// What an id means for ever, by type and id: the kind of type it was given for.
        var meaning: [UInt32: [Int: String]] = [:]
        var typeNames: [UInt32: Set<String>] = [:]
        var desired = RandomProject()
        for _ in 0..<60 {
            let before = platform
            desired.mutate(using: &generator)
            let plan = platform.apply(desired.project)
            if !plan.isApplicable {
                #expect(platform.types == before.types)
                desired.reset(to: platform.types)
                continue
            }
            #expect(platform.plan(desired.project).isEmpty)
            #expect(Set(platform.types.map(\.id)).count == platform.types.count)
            #expect(Set(platform.types.map(\.name)).count == platform.types.count)
            for type in platform.types {
                typeNames[type.id, default: []].insert(type.name)
                #expect(type.versions.map(\.version) == Array(1...type.versions.count))
                for version in type.versions {
                    let ids = version.fields.flatMap(\.ids)
                    #expect(Set(ids).count == ids.count)
                    #expect(ids.allSatisfy { $0 >= Envelope.firstFieldID && $0 <= type.lastFieldID })
                    for field in version.fields.flatMap(\.all) {
                        let kind = field.kind
                        #expect(meaning[type.id]?[field.id] ?? kind == kind)
                        meaning[type.id, default: [:]][field.id] = kind
                    }
                }
                if let old = before.types.first(where: { $0.id == type.id }) {
                    #expect(type.lastFieldID >= old.lastFieldID)
                    #expect(type.versions.count - old.versions.count <= 1)
                    #expect(type.versions.dropLast().starts(with: old.versions.dropLast()))
                }
            }
            for old in before.types { #expect(platform.types.contains { $0.id == old.id }) }
        }
        #expect(platform.types.contains { $0.versions.count > 2 })
    }
}

extension Field {
    /// This field and those inside it.
    fileprivate var all: [Field] {
        var type = type
        while case .list(let element, _) = type { type = element }
        if case .structure(let fields) = type { return [self] + fields.flatMap(\.all) }
        return [self]
    }

    /// What stays when a field is widened or renamed.
    fileprivate var kind: String {
        switch type {
        case .int32, .int64: "integer"
        case .float, .double: "float"
        case .decimal(_, let scale): "decimal \(scale)"
        case .list: "list"
        case .structure: "struct"
        default: type.description
        }
    }
}
