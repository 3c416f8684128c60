import BasinDefinitions
import Testing

/// What each type of field becomes.
struct FieldTypeCodeTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        var type: String
        var swift: String
        var typeScript: String
        var python: String
        /// What Python sends.
        var sent: String

        init(
            _ type: String, _ swift: String, _ typeScript: String, _ python: String, _ sent: String = "self.some_field"
        ) {
            self.type = type
            self.swift = swift
            self.typeScript = typeScript
            self.python = python
            self.sent = sent
        }

        var testDescription: String { type }
    }

    static let types: [Expected] = [
        Expected("string", "String", "string", "str"),
        Expected("bool", "Bool", "boolean", "bool"),
        Expected("int32", "Int32", "number", "int"),
        Expected("int64", "Int64", "Int64", "int"),
        Expected("float", "Float", "number", "float"),
        Expected("double", "Double", "number", "float"),
        Expected("'decimal(38,10)'", "String", "Decimal", "_decimal.Decimal", "_decimal_text(self.some_field)"),
        Expected("timestamp", "Date", "Timestamp", "_datetime.datetime", "_time_text(self.some_field)"),
        Expected("date", "String", "CalendarDate", "_datetime.date", "_date_text(self.some_field)"),
        Expected("uuid", "UUID", "UUID", "_uuid.UUID", "_uuid_text(self.some_field)"),
        Expected("json", "JSONValue", "JSONValue", "JSONValue"),
        Expected("list<string>", "[String]", "ReadonlyArray<string>", "_Sequence[str]", "_list(self.some_field)"),
        Expected(
            "list<list<uuid>>", "[[UUID]]", "ReadonlyArray<ReadonlyArray<UUID>>", "_Sequence[_Sequence[_uuid.UUID]]",
            "_list(self.some_field, lambda one: _list(one, _uuid_text))"),
        Expected(
            "struct, fields: {inner: {type: bool}}", "SomeField", "HappenedSomeField", "HappenedSomeField",
            "_data(self.some_field)"),
        Expected(
            "list, element: {type: struct, fields: {inner: {type: bool}}}", "[SomeField]",
            "ReadonlyArray<HappenedSomeField>", "_Sequence[HappenedSomeField]", "_list(self.some_field, _data)"),
    ]

    @Test("a field that is required must be given, and one that is not may be left out", arguments: types)
    func type(_ expected: Expected) throws {
        for isRequired in [true, false] {
            let events = [
                "happened": "some_field: {type: \(expected.type), required: \(isRequired), classification: none}"
            ]
            let swift = try CodegenSample.code(.swift, events)
            let optional = isRequired ? "" : "?"
            #expect(swift.contains("    public var someField: \(expected.swift)\(optional)\n"), "\(swift)")
            #expect(swift.contains("init(someField: \(expected.swift)\(isRequired ? "" : "? = nil")) {"), "\(swift)")
            #expect(swift.contains("case someField = \"some_field\""))
            let typeScript = try CodegenSample.code(.typescript, events)
            let line = "  some_field\(optional): \(expected.typeScript)\(isRequired ? "" : " | null");\n"
            #expect(typeScript.contains(line), "\(typeScript)")
            let python = try CodegenSample.code(.python, events)
            let attribute = "    some_field: \(expected.python)\(isRequired ? "" : " | None = None")\n"
            #expect(python.contains(attribute), "\(python)")
            #expect(python.contains("\"some_field\": \(expected.sent),\n"), "\(python)")
        }
    }

    @Test("a file of Swift imports Foundation only where it needs it")
    func imports() throws {
        let without = try CodegenSample.code(.swift, ["happened": "a: {type: string, classification: none}"])
        #expect(!without.contains("Foundation"))
        let inside = "a: {type: list, element: {type: struct, fields: {b: {type: uuid}}}, classification: none}"
        #expect(try CodegenSample.code(.swift, ["happened": inside]).contains("public import Foundation\n"))
    }

    @Test("only strings that are fields of the event itself are left to the SDK")
    func context() throws {
        let fields = """
            session_id: {type: uuid, classification: none}
            app_version: {type: string, classification: none}
            inner: {type: struct, classification: none, fields: {platform: {type: string}}}
            """
        let swift = try CodegenSample.code(.swift, ["happened": fields])
        #expect(swift.contains("[ContextField: String] = [.appVersion: \"app_version\"]\n"))
        #expect(swift.contains("public var sessionId: UUID\n") && swift.contains("public var platform: String\n"))
    }
}
