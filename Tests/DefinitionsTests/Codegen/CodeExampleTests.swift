import BasinCore
import BasinDefinitions
import Foundation
import Testing

struct CodeExampleTests {
    private func example(_ text: String, _ name: String = "song_played") throws -> CodeExample {
        let project = try Sample.project([name: text])
        return try CodeExample(try #require(project.events.first).type, server: "http://data.example")
    }

    @Test("a shell sends one CloudEvent with every field, in values that fit")
    func curl() throws {
        let example = try example(CodegenSample.song)
        let event = try #require(try JSONSerialization.jsonObject(with: Data(example.cloudEvent.utf8)) as? [String: Any])
        #expect(event["type"] as? String == "song_played")
        let data = try #require(event["data"] as? [String: Any])
        #expect(data["user_id"] as? String == "u1042")
        #expect(data["price"] as? String == "12.50")
        #expect((data["device"] as? [String: Any])?["app_version"] as? String == "sample")
        #expect(example.curl.contains("'http://data.example/events'"))
    }

    @Test("code calls what codegen writes: its types, its names, without what the SDK fills in")
    func names() throws {
        let example = try example(CodegenSample.song)
        #expect(example.swift.contains("SongPlayed(") && example.swift.contains("userId: \"u1042\"") && example.swift.contains("playedAt: Date()"))
        #expect(example.swift.contains("device: SongPlayed.Device("))
        #expect(!example.swift.contains("platform:"))
        #expect(example.typescript.contains("import { songPlayed, send }") && example.typescript.contains("played_at: new Date(),"))
        #expect(example.python.contains("from basin_events import SongPlayed, SongPlayedDevice, send"))
        #expect(example.python.contains("from datetime import datetime, timezone") && example.python.contains("from decimal import Decimal"))
        #expect(!example.python.contains("uuid4"))
    }

    @Test("names that mean something to a language are written as generated code writes them")
    func reserved() throws {
        let text = """
            owner: team-growth
            description: Something happened.
            fields:
              class: {type: string, classification: none}
              self: {type: int64, classification: none}
              tags: {type: "list<uuid>", classification: none}
            """
        let example = try example(text, "send")
        #expect(example.python.contains("class_=\"sample\"") && example.python.contains("tags=[uuid4()]"))
        #expect(example.swift.contains("`class`: \"sample\"") && example.swift.contains("self_: 1"))
        #expect(!example.typescript.contains("import { send, send }"))
    }

    @Test("what is deprecated and may be left out is left out, and a type without fields is sent, too")
    func small() throws {
        let old = """
            owner: team-growth
            description: Something happened.
            fields:
              kept: {type: bool, classification: none}
              gone: {type: bool, required: false, classification: none, deprecated: Do not send it.}
            """
        let example = try example(old, "happened")
        for code in [example.curl, example.swift, example.typescript, example.python] {
            #expect(code.contains("kept") && !code.contains("gone"))
        }
    }
}
