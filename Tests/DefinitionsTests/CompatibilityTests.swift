import BasinCore
import BasinDefinitions
import Testing

/// A change of a field, and the modes that refuse it.
struct Promise: Sendable, CustomTestStringConvertible {
    let step: Step
    let rule: CompatibilityRule
    let refusing: Set<Compatibility>

    init(_ step: Step, _ rule: CompatibilityRule, _ refusing: Set<Compatibility>) {
        self.step = step
        self.rule = rule
        self.refusing = refusing
    }

    var testDescription: String { "\(step.what): \(rule)" }
}

struct CompatibilityTests {
    static let old: Set<Compatibility> = [.forward, .full]
    static let new: Set<Compatibility> = [.backward, .full]
    static let all = Set(Compatibility.allCases)
    static let time = "a: {type: timestamp, classification: none}"
    static let epoch = "a: {type: timestamp, classification: none, format: epoch_ms}"
    static let struct1 = EvolutionTests.structure("x: {type: bool}")

    static let promises: [Promise] = [
        Promise(Step("optional added", Field.plain, Field.plain + "\n" + EvolutionTests.b), .optionalAdded, []),
        Promise(
            Step("required added", Field.plain, Field.plain + "\nb: {type: bool, classification: none}"),
            .requiredAdded, new),
        Promise(
            Step("required added inside", struct1, EvolutionTests.structure("x: {type: bool}, y: {type: bool}")),
            .requiredAdded, new),
        Promise(
            Step(
                "optional added in a list", EvolutionTests.list("x: {type: bool}"),
                EvolutionTests.list("x: {type: bool}, y: {type: bool, required: false}")), .optionalAdded, []),
        Promise(
            Step(
                "optional removed", Field.plain + "\n" + EvolutionTests.b, Field.plain, more: "removed_fields: [b]\n"),
            .optionalRemoved, []),
        Promise(
            Step(
                "required removed", Field.plain + "\n" + EvolutionTests.b, EvolutionTests.b,
                more: "removed_fields: [a]\n"), .requiredRemoved, old),
        Promise(
            Step(
                "required removed in a list", EvolutionTests.list("x: {type: bool}, y: {type: bool}"),
                EvolutionTests.list("x: {type: bool}"), more: "removed_fields: [a.y]\n"), .requiredRemoved, old),
        Promise(
            Step("renamed", Field.plain, "z: {type: string, classification: none, renamed_from: a}"), .renamed, old),
        Promise(Step("to optional", Field.plain, EvolutionTests.optional), .becameOptional, old),
        Promise(Step("to required", EvolutionTests.optional, Field.plain), .becameRequired, new),
        Promise(Step(from: "int32", to: "int64"), .widened, old),
        Promise(Step(from: "list<float>", to: "list<double>"), .widened, old),
        Promise(Step(from: "int64", to: "int32"), .typeChanged, all),
        Promise(Step(from: "string", to: "list<string>"), .typeChanged, all),
        Promise(Step("epoch accepted", time, epoch), .epochAccepted, old),
        Promise(Step("epoch refused", epoch, time), .epochRefused, new),
        Promise(
            Step("sealed", Field.plain, "a: {type: string, classification: personal}"), .sealingChanged, all),
        Promise(
            Step(
                "the subject", "a: {type: string, classification: pseudonymous}",
                "a: {type: string, classification: pseudonymous, subject: true}"), .subjectChanged, all),
        Promise(
            Step(
                "the subject removed",
                "a: {type: string, classification: pseudonymous, subject: true}\n" + EvolutionTests.b,
                EvolutionTests.b, more: "removed_fields: [a]\n"), .subjectRemoved, all),
    ]

    @Test(
        "COL-3: a change is refused in exactly the modes that it breaks, with file, line, mode and what to do",
        arguments: promises, Compatibility.allCases)
    func modes(_ promise: Promise, _ mode: Compatibility) throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Sample.event(promise.step.before, more: "compatibility: \(mode)\n")]))
        #expect(platform["e"]?.definition.compatibility == mode)
        let more = promise.step.more + "compatibility: \(mode)\n"
        let plan = platform.plan(try Sample.project(["e": Sample.event(promise.step.after, more: more)]))
        let change = try #require(plan.change("e"))
        #expect((change.kind == .breaking) == promise.refusing.contains(mode), "\(change)")
        guard change.kind == .breaking else { return }
        #expect(change.details.count == 1 && plan.result == platform.types)
        let reason = change.details[0]
        #expect(reason.hasPrefix("events/e.yaml:"))
        #expect(promise.refusing == Self.all || reason.contains("`compatibility: \(mode)`"), "\(reason)")
    }

    @Test(
        "COL-3: the verdict of each change has its rule, its path, who is hurt, and is one for each mode",
        arguments: promises)
    func verdicts(_ promise: Promise) throws {
        let (before, after) = try Self.numbered(promise.step)
        for mode in Compatibility.allCases {
            let verdicts = SchemaCompatibility.verdicts(from: before, to: after, mode: mode)
            #expect(verdicts.map(\.rule) == [promise.rule])
            let verdict = try #require(verdicts.first)
            #expect(verdict.isRefused == promise.refusing.contains(mode))
            #expect(verdict.sentence.hasPrefix("Field `\(verdict.path)` ") && verdict.sentence.hasSuffix("."))
            #expect((verdict.rule.hurts == nil) == promise.refusing.isEmpty)
        }
    }

    /// The fields before and after with ids, the same for the same field.
    private static func numbered(_ step: Step) throws -> ([Field], [Field]) {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Sample.event(step.before)]))
        let before = try #require(platform["e"]).schema.fields
        let project = try Sample.project(["e": Sample.event(step.after, more: step.more)])
        return (before, SchemaComparison.numbered(try #require(project.events.first), after: before))
    }

    @Test("nothing is said of what is the same, or differs in words alone")
    func same() throws {
        let (before, after) = try Self.numbered(
            Step("", Field.plain, "a: {type: string, classification: none, description: New., purposes: [support]}"))
        #expect(SchemaCompatibility.verdicts(from: before, to: after, mode: .full).isEmpty)
    }

    @Test("a type that says nothing promises backward, and a project that says so changes nothing")
    func byDefault() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Field.plain]))
        let said = try Sample.project(["e": Sample.event(Field.plain, more: "compatibility: backward\n")])
        #expect(platform.plan(said).isEmpty)
    }

    @Test("a change cannot take back the promise that forbids it; an apply before it can")
    func loosening() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Sample.event(Field.plain, more: "compatibility: full\n")]))
        let both = try Sample.project([
            "e": Sample.event(EvolutionTests.optional, more: "compatibility: none\n")
        ])
        #expect(platform.plan(both).change("e")?.details.first?.contains("`compatibility: full`") == true)
        let loosened = platform.apply(
            try Sample.project(["e": Sample.event(Field.plain, more: "compatibility: none\n")]))
        #expect(loosened.change("e")?.version == 1 && loosened.change("e")?.kind == .changed)
        #expect(platform.apply(both).change("e")?.version == 2)
        // What is declared counts at once.
        let stricter = try Sample.project(["e": Sample.event(Field.plain, more: "compatibility: full\n")])
        #expect(platform.plan(stricter).change("e")?.kind == .breaking)
    }

    @Test("the line of a refusal is the field's, that of its mark, or that of `fields`")
    func lines() throws {
        let fields =
            "a: {type: string, classification: none}\nb: {type: bool, classification: none}\nc: {type: int64, classification: none}"
        var platform = Platform()
        platform.apply(try Sample.project(["e": Sample.event(fields, more: "compatibility: full\n")]))
        let after = "c: {type: int32, classification: none}\nd: {type: bool, classification: none}"
        let plan = platform.plan(
            try Sample.project(["e": Sample.event(after, more: "removed_fields:\n  - a\ncompatibility: full\n")]))
        let places = plan.change("e")?.details.map { $0.split(separator: ":")[1] }
        // `b` is missing and required, `c` narrowed, `d` new and required, `a` marked and required.
        #expect(places == ["3", "3", "4", "5", "7"])
    }

    @Test("a compatibility that is no known word is refused where it stands")
    func unknownWord() {
        let text = Sample.event(Field.plain, more: "compatibility: backwards\n")
        let problems = Sample.problems(Sample.read(text))
        #expect(problems.map(\.line) == [5])
        #expect(problems.first?.remedy == "use backward, forward, full, none")
    }
}
