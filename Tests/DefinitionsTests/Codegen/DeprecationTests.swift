import BasinCore
import BasinDefinitions
import Foundation
import Testing

struct DeprecationTests {
    private static let text = """
        owner: team-growth
        description: Something happened.
        deprecated: "use song_finished instead"
        fields:
          old: {type: string, required: false, classification: none, deprecated: "use \\"new\\" instead"}
          must: {type: string, classification: none, description: It must., deprecated: it goes away in May}
          new:
            type: struct
            required: false
            classification: none
            fields:
              inner: {type: timestamp, required: false, deprecated: no longer looked at}
        """

    @Test("a type and its fields, also those inside others, may be deprecated")
    func reads() throws {
        let type = try Sample.read(Self.text).get().eventTypes[0]
        #expect(type.deprecation == "use song_finished instead")
        #expect(type.fields.map(\.deprecation) == ["use \"new\" instead", "it goes away in May", nil])
        guard case .structure(let inner) = type.fields[2].type else {
            Issue.record("no struct")
            return
        }
        #expect(inner.map(\.deprecation) == ["no longer looked at"])
        let broken = Self.text.replacing("no longer looked at", with: "\"in two\\n  lines\"")
        guard case .structure(let other) = try Sample.read(broken).get().eventTypes[0].fields[2].type else { return }
        #expect(other.map(\.deprecation) == ["in two lines"])
    }

    static let wrong: [Case] = [
        Case("true", "deprecated: true"), Case("false", "deprecated: false"), Case("nothing", "deprecated:"),
        Case("blank", "deprecated: ' '"), Case("a list", "deprecated: [a]"),
        Case("too long", "deprecated: " + String(repeating: "a", count: 501)),
        Case("control characters", "deprecated: \"\\e[2J\""),
    ]

    @Test("what does not say what to send instead is refused at its line", arguments: wrong)
    func refused(_ wrong: Case) {
        let event = "owner: team-growth\ndescription: Done.\nfields: {}\n" + wrong.text + "\n"
        let problems = Sample.problems(Sample.read(event))
        #expect(problems.map(\.line) == [4] && problems.allSatisfy { !$0.remedy.isEmpty }, "\(problems)")
        let field = Sample.event("a:\n  type: string\n  classification: none\n  \(wrong.text)")
        #expect(Sample.problems(Sample.read(field)).map(\.line) == [7])
    }

    @Test("text in quotes that reads true is text all the same")
    func quotedWord() throws {
        let text = "owner: team-growth\ndescription: Done.\nfields: {}\ndeprecated: 'true'\n"
        #expect(try Sample.read(text).get().eventTypes[0].deprecation == "true")
    }

    @Test("to deprecate makes no new version, and the plan says so")
    func planned() throws {
        var platform = Platform()
        let plain = Self.text.replacing(#/(?m)^deprecated.*\n/#, with: "").replacing(#/, deprecated: [^}]*/#, with: "")
        platform.apply(try Sample.project(["e": plain]))
        let plan = platform.apply(try Sample.project(["e": Self.text]))
        let change = try #require(plan.change("e"))
        #expect(change.kind == .changed && change.version == 1)
        for sentence in [
            "The type is deprecated: use song_finished instead.", "Field `old` is deprecated: use \"new\" instead.",
            "Field `new.inner` is deprecated: no longer looked at.",
        ] { #expect(change.details.contains(sentence), "\(change.details)") }
        #expect(platform["e"]?.schema.fields[0].deprecation == "use \"new\" instead")
        let back = try #require(platform.apply(try Sample.project(["e": plain])).change("e"))
        #expect(back.details.contains("The type is no longer deprecated."))
        #expect(back.details.contains("Field `must` is no longer deprecated."))
    }

    @Test("a comparison of schemas says it")
    func compared() throws {
        let fields = try Sample.read(Self.text).get().eventTypes[0].fields
        var before = fields
        before[0].deprecation = nil
        let number = { (fields: [Field]) in
            fields.enumerated().map { index, field in
                var field = field
                field.id = index + 1
                return field
            }
        }
        let comparison = SchemaComparison(from: number(before), to: number(fields), mode: .full)
        #expect(comparison.rows.map(\.path) == ["old"] && comparison.rows[0].verdicts.isEmpty)
        #expect(comparison.rows[0].after == "string, optional, none, deprecated")
    }

    @Test("JSON Schema says it to programs and to people, and is read back")
    func exported() throws {
        let type = try Sample.read(Self.text).get().eventTypes[0]
        let text = JSONSchemaExport.text(of: type, fields: type.fields, version: 1)
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(schema["deprecated"] as? Bool == true)
        #expect(schema["description"] as? String == "Something happened.\n\nDeprecated: use song_finished instead")
        let must = try #require((schema["properties"] as? [String: [String: Any]])?["must"])
        #expect(must["deprecated"] as? Bool == true)
        #expect(must["description"] as? String == "It must.\n\nDeprecated: it goes away in May")
        let read = try ImportedSchema.read(text, classification: nil, renames: false)
        #expect(
            read.deprecation == type.deprecation?.note && read.description == type.description && read.fields == type.fields)
    }

    @Test("a JSON Schema of somebody else that only says that it is deprecated is imported so")
    func foreign() throws {
        let property = { (flag: Bool) in #"{"type": "string", "deprecated": \#(flag)}"# }
        let text = #"{"type": "object", "properties": {"a": \#(property(true)), "b": \#(property(false))}}"#
        let schema = try ImportedSchema.read(text, classification: Classification.none, renames: false)
        #expect(schema.fields[0].deprecation?.isEmpty == false && schema.fields[1].deprecation == nil)
        let yaml = try schema.yaml(name: "happened", owner: "team-growth", source: "x")
        #expect(try Sample.read(yaml).get().eventTypes[0].fields == schema.fields)
    }

    @Test("what was applied before there were deprecations is read as it was")
    func stored() throws {
        let field = Field(name: "d", type: .bool, classification: .none)
        let type = EventType(name: "a", owner: "b", description: "c", fields: [field])
        let written = try JSONEncoder().encode(type)
        #expect(!String(decoding: written, as: UTF8.self).contains("deprecation"))
        #expect(try JSONDecoder().decode(EventType.self, from: written) == type)
    }

    @Test("compilers warn those who use what is deprecated, and nobody else")
    func generated() throws {
        let swift = try CodegenSample.code(.swift, ["happened": Self.text])
        for part in [
            #"""
            @available(*, deprecated, message: "use song_finished instead")
            public struct Happened
            """#,
            #"""
                @available(*, deprecated, message: "use \"new\" instead")
                public var old: String? {
            """#,
            #"""
                public init(must: String, new: New? = nil) {
                    _must = must
            """#,
            #"""
                @available(*, deprecated, message: "old: use \"new\" instead")
                public init(old: String? = nil, must: String, new: New? = nil) {
            """#,
        ] { #expect(swift.contains(part), "\(swift)") }
        let typeScript = try CodegenSample.code(.typescript, ["happened": Self.text])
        let tag = " * @deprecated use song_finished instead\n */\nexport "
        #expect(typeScript.components(separatedBy: tag).count == 3)
        #expect(typeScript.contains("  /** @deprecated use \"new\" instead */\n  old?: string | null;"))
        let python = try CodegenSample.code(.python, ["happened": Self.text])
        for part in [
            #"""
            @_deprecated("use song_finished instead")
            @_dataclasses.dataclass(frozen=True, kw_only=True)
            class Happened
            """#,
            #"""
                    if self.old is not None:
                        _warn_deprecated("old is deprecated: use \"new\" instead")
            """#,
        ] { #expect(python.contains(part), "\(python)") }
    }
}
