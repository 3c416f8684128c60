import BasinCore
import BasinDefinitions
import Foundation
import Testing

/// Names and texts that mean something to a compiler.
struct HostileCodeTests {
    private static let payload = "PAYLOAD"

    /// Texts that would end a comment or a string, were they written as they are.
    static let texts: [String] = [
        "*/ PAYLOAD /*", "\"\"\" PAYLOAD", "''' PAYLOAD", "\\\" PAYLOAD \\", "\\", "a\nPAYLOAD\nb",
        "a\u{2028}PAYLOAD\u{2029}PAYLOAD", "\u{202E}",
        "a\u{85}PAYLOAD", "\"", "\"\"\"\"\" PAYLOAD \"", "\\(PAYLOAD)", "${PAYLOAD}", "# PAYLOAD", "// PAYLOAD",
        // To Character, neither is what the compiler reads.
        "\"\u{301} PAYLOAD", "*/\u{301} PAYLOAD", "\"\"\"\u{301} PAYLOAD", "\\\u{301}\" PAYLOAD",
        "\u{202E}PAYLOAD\u{2066}", "@deprecated PAYLOAD", "{@link PAYLOAD}", "*\n/ PAYLOAD", "🎵 PAYLOAD 👩‍👧",
        String(repeating: "word */ \"\"\" ", count: 60) + "PAYLOAD",
    ]

    @Test("no text of a definition leaves its comment or its string", arguments: texts, CodeLanguage.allCases)
    func text(_ text: String, language: CodeLanguage) throws {
        var project = try Sample.project([
            "happened": """
            a: {type: string, classification: none}
            b: {type: struct, required: false, classification: none, fields: {c: {type: date}}}
            """
        ])
        for index in project.events.indices {
            project.events[index].type.description = text
            project.events[index].type.deprecation = Deprecation(text)
            for field in project.events[index].type.fields.indices {
                project.events[index].type.fields[field].description = text
                project.events[index].type.fields[field].deprecation = text
            }
        }
        for code in try CodeGeneration(project, language: language).files().values {
            let bare = CodeScanner(language).code(code)
            #expect(bare != nil, "a comment or string has no end in\n\(code)")
            #expect(bare?.contains(Self.payload) == false, "\(code)")
            #expect(!code.unicodeScalars.contains { [0x2028, 0x2029, 0x85, 0x202E, 0x2066, 0x0D].contains($0.value) })
        }
    }

    @Test("names that are keywords are escaped as the language does it")
    func keywords() throws {
        let fields = ["class", "import", "self", "default", "in", "str", "to_data"].map {
            "\($0): {type: string, classification: none}"
        }.joined(separator: "\n")
        let swift = try CodegenSample.code(.swift, ["happened": fields])
        #expect(swift.contains("public var `class`: String") && swift.contains("case `default`\n"))
        #expect(swift.contains("public var self_: String") && swift.contains("case self_ = \"self\"\n"))
        let typeScript = try CodegenSample.code(.typescript, ["happened": fields])
        #expect(typeScript.contains("  class: string;") && typeScript.contains("  self: string;"))
        let python = try CodegenSample.code(.python, ["happened": fields])
        for name in ["class", "import", "self", "in", "str", "to_data"] {
            #expect(python.contains("    \(name)_: str\n") && python.contains("\"\(name)\": self.\(name)_,\n"))
        }
        #expect(python.contains("    default: str\n"))
    }

    @Test("event types that are called like what code needs get names of their own")
    func types() throws {
        let names = ["string", "type", "delete", "send", "none", "date", "value_error", "basin_event"]
        let events = Dictionary(uniqueKeysWithValues: names.map { ($0, Field.plain) })
        #expect(
            try CodegenSample.files(.swift, events).keys.sorted() == [
                "Basin_event.swift", "Date_.swift", "Delete.swift", "None.swift", "Send.swift", "String_.swift",
                "Type_.swift", "ValueError.swift",
            ])
        let typeScript = try CodegenSample.code(.typescript, events)
        for name in [
            "function delete_(", "function send_(", "function type(", "interface String_ {", "interface Date_ {",
        ] {
            #expect(typeScript.contains("export \(name)"), "\(name)")
        }
        let python = try CodegenSample.code(.python, events)
        for name in ["None_", "Value_error", "Basin_event", "String"] {
            #expect(python.contains("\nclass \(name)(BasinEvent):\n"), "\(name)")
        }
    }

    @Test("names that come to the same are told apart, by type, by file and by field")
    func collisions() throws {
        let names = ["a_b", "a__b", "a1", "a_1"]
        let fields = names.map { "\($0): {type: string, classification: none}" }.joined(separator: "\n")
        let device = "device: {type: struct, classification: none, fields: {a: {type: string}}}"
        let events = [
            "song_played": device, "song__played": fields, "songplayed": fields, "song_played_device": fields,
        ]
        // Also where disks take upper and lower case for the same.
        let files = try CodegenSample.files(.swift, events).keys.sorted()
        #expect(files == ["SongPlayedDevice.swift", "Song__played.swift", "Song_played.swift", "Songplayed.swift"])
        #expect(Set(files.map { $0.lowercased() }).count == files.count)
        let swift = try CodegenSample.code(.swift, ["happened": fields])
        for name in names { #expect(swift.contains("public var \(name): String\n"), "\(name)") }
        let python = try CodegenSample.code(.python, events)
        for name in ["Song_played", "Song__played", "Songplayed", "SongPlayedDevice"] {
            #expect(python.components(separatedBy: "class \(name)(BasinEvent):").count == 2, "\(name)")
        }
        #expect(python.contains("class Song_playedDevice:"))
    }
}
