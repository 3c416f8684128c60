import BasinCore
import BasinDefinitions
import Foundation
import Testing

struct ExportTests {
    @Test("COL-3: an exported schema says all that a field is, and is the same every time")
    func exported() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["song_played": Sample.songPlayed]))
        let type = try #require(platform["song_played"])
        let text = JSONSchemaExport.text(of: type.definition, fields: type.schema.fields, version: 1)
        #expect(text == JSONSchemaExport.text(of: type.definition, fields: type.schema.fields, version: 1))
        #expect(
            text == """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "$id": "urn:basin:event:song_played:1",
                  "title": "song_played",
                  "description": "A listener finished, skipped or abandoned a song.",
                  "x-basin-owner": "team-listening",
                  "x-basin-version": 1,
                  "x-basin-compatibility": "backward",
                  "type": "object",
                  "properties": {
                    "user_id": {
                      "type": "string",
                      "x-basin-classification": "pseudonymous",
                      "x-basin-subject": true
                    },
                    "song": {
                      "type": "string",
                      "x-basin-classification": "none"
                    },
                    "first_name": {
                      "type": ["string", "null"],
                      "x-basin-classification": "personal",
                      "x-basin-purposes": ["support"]
                    },
                    "length_s": {
                      "type": ["number", "null"],
                      "format": "double",
                      "x-basin-classification": "none"
                    }
                  },
                  "required": ["user_id", "song"],
                  "additionalProperties": true
                }

                """)
    }

    @Test("COL-3: an exported schema imports as the fields that it came from, whatever they are", arguments: 0..<24)
    func roundTrip(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var random = RandomProject()
        var platform = Platform()
        for _ in 0..<40 {
            random.mutate(using: &generator)
            let plan = platform.apply(random.project)
            if !plan.isApplicable { random.reset(to: platform.types) }
        }
        for event in random.project.events {
            var type = event.type
            type.fields = type.fields.map { Self.decorated($0.withoutIDs, outer: nil, using: &generator) }
            type.unknownFields = Bool.random(using: &generator) ? .drop : .quarantine
            type.compatibility = Compatibility.allCases.randomElement(using: &generator) ?? .none
            if Bool.random(using: &generator) { type.deprecation = "use \"that\" & not this" }
            if type.fields.isEmpty { type.unknownFields = .quarantine }
            let text = JSONSchemaExport.text(of: type, fields: type.fields, version: 3)
            #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
            let schema = try ImportedSchema.read(text, classification: nil, renames: false)
            #expect(schema.fields == type.fields && schema.undecided.isEmpty)
            #expect(schema.notes.allSatisfy { [.open, .looksPersonal].contains($0.kind) }, "\(schema.notes)")
            let yaml = try schema.yaml(name: type.name, owner: "team", source: "an export")
            let files = ["teams.yaml": "team: {contact: here}", "events/\(type.name).yaml": yaml]
            let read = try #require(try Project.read(files: files).get().events.first).type
            #expect(read.fields == type.fields && read.unknownFields == type.unknownFields)
            #expect(read.compatibility == type.compatibility && read.description == type.description)
            #expect(read.deprecation == type.deprecation)
        }
    }

    /// Everything that a field can be beside its type, and every type.
    private static func decorated(_ field: Field, outer: Field?, using generator: inout SeededGenerator) -> Field {
        var field = field
        let limit = outer?.classification ?? .sensitive
        field.classification =
            Classification.allCases.filter { $0 <= limit }.randomElement(using: &generator) ?? .none
        if Bool.random(using: &generator) { field.description = "It is \"so\" & not so.\nReally: #1 — 🎵" }
        if Int.random(in: 0..<3, using: &generator) == 0 { field.deprecation = "use \"that\" & not: this — 🎵" }
        if Int.random(in: 0..<3, using: &generator) == 0 { field.purposes = ["support", "team-a"] }
        let plain: [FieldType] = [
            .bool, .int64, .double, .decimal(precision: 38, scale: 38), .decimal(precision: 5, scale: 0), .timestamp,
            .date,
            .json, .list(element: .json, elementID: 0), .list(element: .decimal(precision: 9, scale: 2), elementID: 0),
            .list(element: .list(element: .timestamp, elementID: 0), elementID: 0),
        ]
        switch field.type {
        case .structure(let fields):
            let this = field
            field.type = .structure(fields.map { decorated($0, outer: this, using: &generator) })
        case .list(.structure(let fields), _):
            let this = field
            field.type = .list(
                element: .structure(fields.map { decorated($0, outer: this, using: &generator) }), elementID: 0)
        case .list: break
        default: if Bool.random(using: &generator) { field.type = plain.randomElement(using: &generator) ?? .bool }
        }
        if field.type == .timestamp { field.acceptsEpochMilliseconds = Bool.random(using: &generator) }
        return field
    }
}

extension Field {
    /// As it is declared.
    fileprivate var withoutIDs: Field {
        var field = self
        field.id = 0
        field.type = type.withoutIDs
        return field
    }
}

extension FieldType {
    fileprivate var withoutIDs: FieldType {
        switch self {
        case .list(let element, _): .list(element: element.withoutIDs, elementID: 0)
        case .structure(let fields): .structure(fields.map(\.withoutIDs))
        default: self
        }
    }
}
