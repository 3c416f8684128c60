import BasinCore
import BasinDefinitions
import Testing

struct ImportTests {
    private func read(_ text: String, _ classification: Classification? = Classification.none, renames: Bool = false)
        throws(SchemaRefusal) -> ImportedSchema
    {
        try ImportedSchema.read(text, classification: classification, renames: renames)
    }

    private func reason(_ text: String, renames: Bool = false) -> SchemaRefusal.Reason? {
        do {
            _ = try read(text, renames: renames)
            return nil
        } catch {
            return error.reason
        }
    }

    /// The event type that a project with the imported definition declares.
    private func declared(_ schema: ImportedSchema) throws -> EventType {
        let yaml = try schema.yaml(name: "imported", owner: "team-growth", source: "a schema")
        let files = ["teams.yaml": Sample.teams, "events/imported.yaml": yaml]
        return try #require(try Project.read(files: files).get().events.first).type
    }

    @Test(
        "COL-3: a public schema's shape becomes fields, and what they do not say is noted",
        arguments: SchemaSample.samples)
    func shapes(_ sample: SchemaSample) throws {
        let schema = try read(sample.schema)
        let fields = schema.fields.map { "\($0.name): \($0.type), \($0.isRequired ? "required" : "optional")" }
        #expect(fields == sample.fields)
        #expect(schema.notes.map { "\($0.kind.rawValue) \($0.path)" }.sorted() == sample.notes)
        let type = try declared(schema)
        #expect(type.fields == schema.fields)
        #expect(type.unknownFields == (sample.notes.contains { $0.hasPrefix("open ") } ? .drop : .quarantine))
    }

    static let refused: [(SchemaRefusal.Reason, String)] = [
        (.notJSON, "{"), (.notJSON, "owner: team"), (.notJSON, "{} {}"), (.notJSON, #"{"a": 01}"#),
        (.notJSON, #"{"a": "\ud800"}"#),
        (.notJSON, ""), (.notJSON, "{\"a\": \"\u{1}\"}"), (.notJSON, #"{"a": 1,}"#),
        (.duplicateMember, #"{"type": "object", "type": "array"}"#),
        (.tooDeep, String(repeating: "[", count: 100_000)),
        (.tooDeep, String(repeating: #"{"a":"#, count: 200) + "1" + String(repeating: "}", count: 200)),
        (.tooLarge, String(repeating: " ", count: DefinitionLimits.schemaBytes) + "{}"),
        (.notJSONSchema, "[]"), (.notJSONSchema, "1"),
        (.notJSONSchema, #"{"type": "record", "name": "a", "fields": []}"#),
        (
            .notJSONSchema,
            #"{"self": {"vendor": "a", "name": "b", "format": "thrift", "version": "1-0-0"}, "idl": "struct"}"#
        ),
        (.malformedKeyword, #"{"type": "strng"}"#), (.malformedKeyword, #"{"type": 1}"#),
        (.malformedKeyword, #"{"properties": []}"#), (.malformedKeyword, #"{"properties": {"a": 1}}"#),
        (.malformedKeyword, #"{"allOf": {}}"#), (.malformedKeyword, #"{"$ref": 1}"#),
        (.notAnObject, #"{"type": "array", "items": {"type": "object"}}"#), (.notAnObject, #"{"enum": ["a"]}"#),
        (.notAnObject, #"{"type": ["object", "string"], "properties": {"a": {}}}"#),
        (.noProperties, "{}"), (.noProperties, "true"), (.noProperties, #"{"type": "object"}"#),
        (.noProperties, #"{"type": "object", "patternProperties": {"^a": {}}, "additionalProperties": false}"#),
        (.fieldName, #"{"properties": {"userId": {"type": "string"}}}"#), (.fieldName, #"{"properties": {"": {}}}"#),
        (.fieldName, #"{"properties": {"_id": {"type": "string"}}}"#),
        (.recursiveReference, ##"{"$ref": "#"}"##),
        (
            .recursiveReference,
            ##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}}"##
        ),
        (.remoteReference, #"{"$ref": "https://example.com/schema.json"}"#),
        (.remoteReference, #"{"$ref": "file:///etc/passwd"}"#),
        (.missingReference, ##"{"$ref": "#/$defs/a"}"##),
        // A sign is no hexadecimal digit.
        (.missingReference, ##"{"$ref": "#/$defs/a%+5", "$defs": {"a\u0005": {"properties": {"b": {"type": "string"}}}}}"##),
        (.contradiction, "false"), (.contradiction, #"{"allOf": [{"type": "object"}, {"type": "string"}]}"#),
    ]

    @Test("COL-3: what cannot become an event type is refused with a named reason and what to do", arguments: refused)
    func refusals(_ expected: SchemaRefusal.Reason, _ text: String) {
        #expect(reason(text) == expected)
        do {
            _ = try read(text)
        } catch {
            #expect(error.description.hasPrefix(expected.rawValue + ": ") && error.description.contains("; "))
            #expect(error.description.utf8.count < 1_000)
        }
    }

    @Test("names in other styles become fields where that is asked for, and two of one name are refused")
    func renames() throws {
        let schema = try read(
            SchemaSample.object(
                #""userId": {"type": "string"}, "HTTPStatus": {"type": "integer"}, "x-request-id": {}, "1h": {}, "_ga": {}, "v2": {}, "aB1C": {}"#
            ), renames: true)
        #expect(
            schema.fields.map(\.name) == ["user_id", "http_status", "x_request_id", "n1h", "ga", "v2", "a_b1_c"])
        #expect(schema.notes.count { $0.kind == .renamed } == 6)
        #expect(reason(#"{"properties": {"userId": {}, "user_id": {}}}"#, renames: true) == .nameClash)
        #expect(reason(#"{"properties": {"ключ": {}}}"#, renames: true) == .fieldName)
    }

    @Test(
        "every field is classified by somebody: by the flag, by the schema, or not at all, which a plan refuses (invariant 8)"
    )
    func classifications() throws {
        let text = SchemaSample.object(
            #""a": {"type": "string"}, "b": {"type": "string", "x-basin-classification": "personal"}, "c": {"type": "object", "properties": {"d": {"type": "string"}}}"#
        )
        let flagged = try declared(try read(text, .pseudonymous))
        #expect(flagged.fields.map(\.classification) == [.pseudonymous, .personal, .pseudonymous])
        let undecided = try read(text, nil)
        #expect(undecided.undecided == ["a", "c"])
        let yaml = try undecided.yaml(name: "imported", owner: "team-growth", source: "a schema")
        let problems = Sample.problems(Project.read(files: ["teams.yaml": Sample.teams, "events/imported.yaml": yaml]))
        #expect(problems.count == 2 && problems.allSatisfy { $0.message.contains("`TODO`") }, "\(problems)")
        let notes = try read(
            SchemaSample.object(#""mail": {"type": "string", "format": "email"}, "first_name": {"type": "string"}"#)
        ).notes
        #expect(notes.count { $0.kind == .looksPersonal } == 2)
    }

    @Test("text of a schema cannot break out of the definition that it ends up in")
    func hostileText() throws {
        let nasty = #"\"}\n&a: *a {{ $x }} # & \u0085\u2028 \u0007 é 🎵 'q' \\ : - ? !!str"#
        let schema = try read(
            #"{"type": "object", "description": "\#(nasty)", "properties": {"a": {"type": "string", "description": "\#(nasty)"}, "null": {"type": "boolean"}, "y": {"type": "string"}}}"#
        )
        let type = try declared(schema)
        #expect(type.fields == schema.fields && type.fields.map(\.name) == ["a", "null", "y"])
        #expect(type.description.contains("&a: *a {{ $x }} # &") && type.description.contains("🎵"))
    }
}
