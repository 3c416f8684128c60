import BasinCollection
import BasinCore
import Foundation
import Testing

@Suite struct SnowplowTests {
    let fixture = DoorFixture(.snowplow, routes: [SourceRoute(type: "song_played", fields: ["url": "url"])])

    static let event = #"{"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":{"schema":"iglu:com.acme/song_played/jsonschema/1-0-0","data":{"song":"ü?>"}}}"#
    static let contexts = #"{"schema":"iglu:x/contexts/jsonschema/1-0-1","data":[{"schema":"iglu:com.acme/page/jsonschema/1-0-0","data":{"id":1}},{"schema":"iglu:com.acme/tag/jsonschema/1-0-0","data":{"n":"a"}},{"schema":"iglu:com.acme/tag/jsonschema/1-0-0","data":{"n":"b"}}]}"#

    static func body(_ event: String) -> String {
        #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[\#(event)]}"#
    }

    static func json(_ text: String) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: [text]), as: UTF8.self).dropFirst().dropLast().description
    }

    @Test("A self-describing event is the same as JSON and in base64 of either alphabet, padded or not")
    func selfDescribing() throws {
        let standard = Data(Self.event.utf8).base64EncodedString()
        let urlSafe = standard.replacing("+", with: "-").replacing("/", with: "_")
        for (key, value) in [
            ("ue_pr", Self.event), ("ue_px", standard), ("ue_px", urlSafe), ("ue_px", urlSafe.replacing("=", with: "")),
        ] {
            let events = try fixture.events(
                Self.body(
                    #"{"e":"ue","eid":"e1","\#(key)":\#(try Self.json(value)),"dtm":"1795406333828","stm":"1795406333000","uid":"u","duid":"d","url":"http://x"}"#))
            let event = try #require(events.first)
            #expect(event["type"] as? String == "song_played")
            #expect(event["time"] as? String == "2026-11-23T03:58:53.828000Z")
            // Its time of sending was cut to whole seconds.
            #expect(event["senttime"] as? String == "2026-11-23T03:58:53.828000Z")
            #expect(DoorFixture.data(event) as? [String: String] == ["song": "ü?>", "url": "http://x", "user_id": "u"])
        }
    }

    @Test("Contexts are kept by the names of their schemas, numbers become numbers")
    func contexts() throws {
        let events = try fixture.events(
            Self.body(#"{"e":"se","eid":"1","se_ca":"c","se_ac":"a","se_va":"1.50","tr_tt":"x","cx":"\#(Data(Self.contexts.utf8).base64EncodedString())"}"#))
        let payload = try #require(DoorFixture.data(events.first)["payload"] as? [String: Any])
        #expect(payload["se_va"] as? Double == 1.5)
        #expect(payload["tr_tt"] as? String == "x")
        let contexts = try #require(payload["contexts"] as? [String: Any])
        #expect((contexts["page"] as? [String: Any])?["id"] as? Int == 1)
        #expect((contexts["tag"] as? [[String: String]])?.map { $0["n"] } == ["a", "b"])
    }

    @Test("The pixel's query is an event like any other")
    func pixel() throws {
        let request = ClientRequest(
            .snowplow, encoding: .query("e=pv&eid=1&page=A%20b+c&url=http%3A%2F%2Fx&dtm=1795406333828&aid=shop&duid=d"),
            userAgent: "agent")
        let event = try #require(try fixture.events("", request).first)
        let data = DoorFixture.data(event)
        #expect(data["call"] as? String == "pv")
        #expect(data["name"] as? String == "A b c")
        #expect(data["person"] as? String == "d")
        #expect((data["payload"] as? [String: Any])?["ua"] as? String == "agent")
    }

    @Test("Anonymous trackers keep nothing of the network")
    func anonymous() throws {
        let request = ClientRequest(.snowplow, encoding: .query("e=pv&eid=1&nuid=n&ip=1.2.3.4&tnuid=t"), isAnonymous: true)
        let data = DoorFixture.data(try fixture.events("", request).first)
        #expect(data["person"] == nil)
        #expect((data["payload"] as? [String: Any])?.keys.sorted() == ["e", "eid"])
    }

    @Test("JSON inside that is none stays as the text that it is", arguments: ["{", "!!!", "e30=", "[]", ""])
    func damaged(value: String) throws {
        let events = try fixture.events(Self.body(#"{"e":"ue","eid":"1","ue_px":"\#(value)"}"#))
        #expect((DoorFixture.data(events.first)["payload"] as? [String: Any])?["ue_px"] as? String == value)
    }

    @Test("Keys of ours in a tracker's event do not pass for what Basin decoded")
    func forged() throws {
        let events = try fixture.events(Self.body(#"{"e":"ue","eid":"1","name":"song_played","data":"x","e":"pv"}"#))
        #expect(events.first?["type"] as? String == "web_events")
    }
}
