import Testing

/// A JSON Schema as registries hold them, and what becomes of it.
struct SchemaSample: Sendable, CustomTestStringConvertible {
    let what: String
    let schema: String
    /// One line a field: `a: string, optional`.
    let fields: [String]
    /// `kind path`, in the order of their words.
    let notes: [String]

    init(_ what: String, _ schema: String, fields: [String], notes: [String] = []) {
        self.what = what
        self.schema = schema
        self.fields = fields
        self.notes = notes
    }

    var testDescription: String { what }

    /// An object without other properties.
    static func object(_ properties: String, _ more: String = "") -> String {
        #"{"type": "object", "additionalProperties": false, "properties": {\#(properties)}\#(more)}"#
    }

    static let samples: [SchemaSample] = [
        SchemaSample(
            "an Iglu schema with its envelope, its limits and nullable types",
            """
            {"$schema": "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
             "description": "A page was left",
             "self": {"vendor": "com.example", "name": "page_left", "format": "jsonschema", "version": "1-0-2"},
             "type": "object",
             "properties": {
               "url": {"type": "string", "maxLength": 4096},
               "referrer": {"type": ["string", "null"], "maxLength": 4096},
               "left_at": {"type": "string", "format": "date-time"},
               "visit": {"type": "string", "format": "uuid"},
               "scrolled": {"type": ["integer", "null"], "minimum": 0, "maximum": 100},
               "price": {"type": "number", "multipleOf": 0.01, "minimum": 0},
               "share": {"type": ["number", "null"]},
               "bounced": {"type": "boolean"}},
             "required": ["url", "left_at", "visit", "scrolled"],
             "additionalProperties": false}
            """,
            fields: [
                "url: string, required", "referrer: string, optional", "left_at: timestamp, required",
                "visit: uuid, required", "scrolled: int64, optional", "price: decimal(38,2), optional",
                "share: double, optional", "bounced: bool, optional",
            ],
            notes: [
                "not_checked price", "not_checked referrer", "not_checked scrolled", "not_checked url",
                "optional scrolled",
            ]),
        SchemaSample(
            "a draft-04 schema with definitions and an id",
            """
            {"$schema": "http://json-schema.org/draft-04/schema#", "id": "https://example.com/order.json", "type": "object",
             "additionalProperties": false,
             "definitions": {"money": {"type": "object", "additionalProperties": false, "required": ["currency"],
               "properties": {"amount": {"type": "integer"}, "currency": {"type": "string"}}}},
             "properties": {
               "total": {"$ref": "#/definitions/money"},
               "parts": {"type": "array", "items": {"$ref": "https://example.com/order.json#/definitions/money"}}},
             "required": ["total"]}
            """,
            fields: [
                "total: struct<amount: int64, currency: string>, required",
                "parts: list<struct<amount: int64, currency: string>>, optional",
            ]),
        SchemaSample(
            "a 2020-12 schema with $defs, anchors, const and a reference beside a description",
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "unevaluatedProperties": false,
             "$defs": {"who": {"$anchor": "who", "type": "string"}, "a/b": {"type": "boolean"}},
             "properties": {"who": {"$ref": "#who", "description": "Of the team"}, "kind": {"const": "order"},
               "slashed": {"$ref": "#/$defs/a~1b"}, "escaped": {"$ref": "#/$defs/a%7E1b"}}}
            """,
            fields: [
                "who: string, optional", "kind: string, optional", "slashed: bool, optional", "escaped: bool, optional",
            ], notes: ["not_checked kind"]),
        SchemaSample(
            "a schema put together with allOf, which says more in each part",
            object(
                #""a": {"allOf": [{"type": ["string", "null"]}, {"type": "string"}]}"#,
                #", "allOf": [{"properties": {"b": {"type": "number"}}, "required": ["b"]}, {"properties": {"b": {"type": "integer"}}}]"#
            ), fields: ["a: string, optional", "b: int64, required"]),
        SchemaSample(
            "values that are listed",
            object(
                #""words": {"enum": ["a", "b"]}, "counts": {"enum": [1, 2, null]}, "mixed": {"enum": [1, "a"]}"#,
                #", "required": ["words", "counts"]"#),
            fields: ["words: string, required", "counts: int64, optional", "mixed: json, optional"],
            notes: ["as_json mixed", "not_checked counts", "not_checked mixed", "not_checked words", "optional counts"]),
        SchemaSample(
            "choices: null or a type, one type in two ways, several shapes",
            object(
                #"""
                "maybe": {"anyOf": [{"type": "null"}, {"type": "string"}]},
                "number": {"oneOf": [{"type": "integer"}, {"type": "number"}]},
                "either": {"type": "object", "oneOf": [
                    {"properties": {"x": {"type": "integer"}, "kind": {"type": "string"}}, "required": ["kind"]},
                    {"properties": {"y": {"type": "string"}, "kind": {"type": "string"}}, "required": ["kind"]}]},
                "any": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
                """#, #", "required": ["maybe"]"#),
            fields: [
                "maybe: string, optional", "number: double, optional",
                "either: struct<x: int64, kind: string, y: string>, optional", "any: json, optional",
            ], notes: ["alternatives either", "alternatives number", "as_json any", "open either", "optional maybe"]),
        SchemaSample(
            "choices that only ask for one or the other",
            object(
                #""a": {"type": "string"}, "b": {"type": "string"}"#,
                #", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]"#),
            fields: ["a: string, optional", "b: string, optional"], notes: ["not_checked "]),
        SchemaSample(
            "what no type holds",
            object(
                #"""
                "map": {"type": "object", "additionalProperties": {"type": "string"}},
                "pair": {"type": "array", "items": [{"type": "string"}, {"type": "integer"}]},
                "new_pair": {"type": "array", "prefixItems": [{"type": "string"}]},
                "anything": {}, "whatever": true, "mixed": {"type": ["string", "integer"]},
                "list": {"type": "array"}, "empty": {"type": "object", "properties": {}}
                """#),
            fields: [
                "map: json, optional", "pair: json, optional", "new_pair: json, optional", "anything: json, optional",
                "whatever: json, optional", "mixed: json, optional", "list: list<json>, optional",
                "empty: json, optional",
            ],
            notes: [
                "as_json anything", "as_json empty", "as_json map", "as_json mixed", "as_json new_pair", "as_json pair",
                "as_json whatever",
            ]),
        SchemaSample(
            "a tree: what contains itself is kept as json",
            """
            {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "additionalProperties": false,
              "properties": {"name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}
            """, fields: ["name: string, optional", "children: list<json>, optional"], notes: ["as_json children[]"]),
        SchemaSample(
            "the same definition twice beside itself is no circle",
            """
            {"type": "object", "additionalProperties": false, "allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}], "$defs": {
              "a": {"properties": {"x": {"type": "string"}}}, "b": {"properties": {"y": {"$ref": "#/$defs/a"}}}}}
            """, fields: ["x: string, optional", "y: struct<x: string>, optional"], notes: ["assumed y", "open y"]),
        SchemaSample(
            "references that lead out of the document or nowhere",
            object(
                ##""out": {"$ref": "other.json#/a"}, "none": {"$ref": "#/$defs/none"}"##),
            fields: ["out: json, optional", "none: json, optional"], notes: ["as_json none", "as_json out"]),
        SchemaSample(
            "nested names that no field may have are kept as json",
            object(
                #""a": {"type": "object", "properties": {"userId": {"type": "string"}}}"#),
            fields: ["a: json, optional"], notes: ["as_json a"]),
        SchemaSample(
            "integers beyond 64 bits, and of 32",
            object(
                #""big": {"type": "integer", "minimum": 0, "maximum": 18446744073709551615}, "small": {"type": "integer", "format": "int32"}"#
            ),
            fields: ["big: decimal(20,0), optional", "small: int32, optional"], notes: ["not_checked big"]),
        SchemaSample(
            "an open object without the fields that it asks for",
            #"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a", "b"]}"#,
            fields: ["a: string, required", "b: json, optional"], notes: ["as_json b", "open "]),
        SchemaSample(
            "properties that a pattern allows beside those that are named",
            SchemaSample.object(#""a": {"type": "string"}"#, #", "patternProperties": {"^x_": {}}"#),
            fields: ["a: string, optional"], notes: ["not_checked ", "open "]),
        SchemaSample("an event that holds nothing", object(""), fields: []),
    ]
}
