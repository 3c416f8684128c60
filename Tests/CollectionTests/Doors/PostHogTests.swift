import BasinCollection
import BasinCore
import Foundation
import Testing

@Suite struct PostHogTests {
    let fixture = DoorFixture(.posthog, routes: [SourceRoute(type: "song_played")])

    static let one = #"{"event":"song played","uuid":"u-1","distinct_id":"d","timestamp":"2026-01-02T03:04:05Z","properties":{"song":"s","$lib":"x"}}"#

    @Test("Every shape of body gives the same event", arguments: [
        #"{"api_key":"k","batch":[\#(one)],"sent_at":"2026-01-02T03:04:06Z"}"#, "[\(one)]", one,
        "data=" + Data(one.utf8).base64EncodedString().replacing("+", with: "%2B").replacing("=", with: "%3D"),
    ])
    func shapes(body: String) throws {
        let events = try fixture.events(body)
        #expect(events.count == 1)
        #expect(events.first?["type"] as? String == "song_played")
        #expect(events.first?["id"] as? String == "u-1")
        #expect(DoorFixture.data(events.first)["song"] as? String == "s")
        #expect(DoorFixture.data(events.first)["user_id"] as? String == "d")
    }

    @Test("Identify and alias link ids; page views and screens are calls of their own", arguments: [
        (#""$identify","properties":{"$anon_distinct_id":"a"}"#, "identify", true),
        (#""$create_alias","properties":{"alias":"a"}"#, "alias", true),
        (#""$pageview","properties":{}"#, "page", false), (#""$screen","properties":{}"#, "screen", false),
        (#""$identify","properties":{}"#, "identify", false), (#""else","properties":{"$device_id":"a"}"#, "capture", false),
    ])
    func kinds(event: String, kind: String, links: Bool) throws {
        let events = try fixture.events(#"{"distinct_id":"d","uuid":"1","event":\#(event)}"#)
        #expect(DoorFixture.data(events.first)["call"] as? String == kind)
        #expect(events.count == (links ? 2 : 1))
        if links { #expect(DoorFixture.data(events.last) as? [String: String] == ["anonymous_id": "a", "user_id": "d"]) }
    }

    @Test("The key is found where each client puts it", arguments: [
        #"{"api_key":"K","batch":[]}"#, #"{"token":"K","event":"e"}"#, #"[{"event":"e","properties":{"token":"K"}}]"#,
        #"{"event":"e","properties":{"token":"K"}}"#,
    ])
    func keys(body: String) throws {
        let translator = try CallTranslator()
        let compiled = CompiledSource(fixture.source, types: [:])
        var found: String?
        try Array(body.utf8).withUnsafeBytes {
            _ = try translator.translate($0, ClientRequest(.posthog), limits: IntakeLimits()) { key, _ in
                found = key
                return compiled
            }
        }
        #expect(found == "K")
    }
}
