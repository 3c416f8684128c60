import BasinCollection
import BasinCore
import Testing

@Suite struct SegmentTests {
    let fixture = DoorFixture(
        .segment,
        routes: [
            SourceRoute(type: "song_played"),
            SourceRoute(type: "page_viewed", call: "page", fields: ["url": "context.page.url", "first": "properties.a.b"]),
            SourceRoute(type: "song_played", names: ["Listened"]),
        ])

    @Test("A tracked event whose name is the type's becomes one, with the properties as its data and the user as its subject")
    func track() throws {
        let events = try fixture.events(
            """
            {"batch":[{"integrations":{},"anonymousId":null,"properties":{"song":"x"},"timestamp":"2026-11-23T03:58:52.050+00:00",
            "userId":"u1","type":"track","event":"Song Played","messageId":"m1"}],"sentAt":"2026-11-23T03:58:52.550957+00:00","writeKey":"k"}
            """)
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event["type"] as? String == "song_played")
        #expect(event["id"] as? String == "m1")
        #expect(event["source"] as? String == "web")
        #expect(event["time"] as? String == "2026-11-23T03:58:52.050+00:00")
        #expect(event["senttime"] as? String == "2026-11-23T03:58:52.550957+00:00")
        #expect(DoorFixture.data(event) as? [String: String] == ["song": "x", "user_id": "u1"])
    }

    @Test("The names of routes decide, whatever case and separators clients write", arguments: [
        ("Song Played", "song_played"), ("songPlayed", "song_played"), ("song-played", "song_played"),
        ("Listened", "song_played"), ("listened", "web_events"), ("Other", "web_events"), ("", "web_events"),
    ])
    func names(name: String, type: String) throws {
        let events = try fixture.events(#"{"type":"track","event":"\#(name)","userId":"u","messageId":"1"}"#)
        #expect(events.first?["type"] as? String == type)
    }

    @Test("Paths reach into the call, and into what the batch says for all of its calls")
    func paths() throws {
        let events = try fixture.events(
            """
            {"context":{"page":{"url":"/all"}},"batch":[
            {"type":"page","userId":"u","messageId":"1","context":{"page":{"url":"/own"}},"properties":{"a":{"b":1},"url":"lost"}},
            {"type":"page","userId":"u","messageId":"2"}]}
            """)
        #expect(DoorFixture.data(events[0])["url"] as? String == "/own")
        #expect(DoorFixture.data(events[0])["first"] as? Int == 1)
        #expect(DoorFixture.data(events[1])["url"] as? String == "/all")
    }

    @Test("What no route takes goes to the catch-all whole")
    func catchAll() throws {
        let body = #"{"type":"group","userId":7,"anonymousId":"a","groupId":"g","traits":{"x":[1,null]},"messageId":"1"}"#
        let data = DoorFixture.data(try fixture.events(body).first)
        #expect(data["call"] as? String == "group")
        #expect(data["person"] as? String == "7")
        #expect(data["anonymous_id"] as? String == "a")
        let payload = try #require(data["payload"] as? [String: Any])
        #expect(payload["groupId"] as? String == "g")
        #expect(payload["messageId"] as? String == "1")
    }

    @Test("Identify and alias also say which anonymous id is which user")
    func links() throws {
        let events = try fixture.events(
            """
            {"batch":[{"type":"identify","userId":"u","anonymousId":"a","messageId":"1"},
            {"type":"alias","userId":"u","previousId":"b","messageId":"2"},{"type":"identify","userId":"u","messageId":"3"}]}
            """)
        let links = events.filter { $0["type"] as? String == "identity_links" }
        #expect(events.count == 5)
        #expect(links.map { $0["id"] as? String } == ["1-link", "2-link"])
        #expect(links.map { DoorFixture.data($0)["anonymous_id"] as? String } == ["a", "b"])
        #expect(links.allSatisfy { DoorFixture.data($0)["user_id"] as? String == "u" })
    }

    @Test("Calls without an id have one that a second send has, too, and equal calls in one body each count")
    func ids() throws {
        let body = #"{"batch":[{"type":"track","event":"x","userId":"u"},{"type":"track","event":"x","userId":"u"},{"type":"track","event":"y"}]}"#
        let first = try fixture.events(body).map { $0["id"] as? String }
        #expect(Set(first).count == 3)
        #expect(try fixture.events(body).map { $0["id"] as? String } == first)
    }

    @Test("Elements that are no calls reach intake as they are, which refuses them")
    func strange() throws {
        let events = try fixture.events(#"{"batch":[1,null,"x",[],{"type":"track","event":"e","messageId":"1"}]}"#)
        #expect(events.count == 5)
        #expect(events.prefix(4).allSatisfy { $0["not an object"] != nil })
    }

    @Test("What Python and JavaScript write beside JSON costs the value, not the batch", arguments: [
        (#"NaN"#, true), (#"-Infinity"#, true), (#"Infinity"#, true),
    ])
    func repaired(value: String, isNull: Bool) throws {
        let events = try fixture.events(#"{"type":"track","event":"Song Played","userId":"NaN","messageId":"1","properties":{"v":\#(value)}}"#)
        let data = DoorFixture.data(events.first)
        #expect(data["user_id"] as? String == "NaN")
        #expect(data["v"] != nil)
    }

    @Test("Half a surrogate pair becomes the replacement character; whole pairs stay")
    func surrogates() throws {
        let events = try fixture.events(#"{"type":"track","event":"Song Played","messageId":"1","properties":{"song":"a\ud83db\ud83d\ude00"}}"#)
        #expect(DoorFixture.data(events.first)["song"] as? String == "a\u{fffd}b😀")
    }

    @Test("A body that is no JSON is refused whole", arguments: ["", "{", "[1,2", "nonsense", "\"text\"", "1"])
    func malformed(body: String) {
        #expect { try fixture.events(body) } throws: { ($0 as? BasinError)?.code == .invalid }
    }
}
