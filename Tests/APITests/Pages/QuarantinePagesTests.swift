import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

struct QuarantinePagesTests {
    private static let reason = QuarantineReasonSummary(
        code: "missing_field", field: "song", message: "data.song is not there.", events: 4, first: "2018-11-01T00:00:00Z", last: "2018-11-03T00:00:00Z")

    private func headers() -> HTTPFields { [.contentType: "application/x-www-form-urlencoded"] }

    @Test("types that have refused events are listed, those that are not known among them")
    func list() async throws {
        let totals = [
            QuarantineTotalsSummary(type: "songs", events: 4, first: "2018-11-01T00", last: "2018-11-03T00"),
            QuarantineTotalsSummary(type: nil, events: 2, first: "2018-11-01T00", last: "2018-11-03T00"),
        ]
        let door = Door(.fake { $0.quarantine.overview = { totals } })
        let text = try await door.send(.get, "/quarantine").body
        #expect(text.contains("/quarantine/songs") && text.contains("/quarantine/unknown-types"))
        #expect(try await door.send(.get, "/quarantine?export=quarantine").body.contains("songs,4,2018-11-01T00"))
    }

    @Test("a replay is of one type and reason, and the page after it says what it came to")
    func replay() async throws {
        let asked = Mutex<[String?]>([])
        let door = Door(
            .fake {
                $0.quarantine.reasons = { _ in [Self.reason] }
                $0.quarantine.replay = { type, reason in
                    asked.withLock { $0 = [type, reason] }
                    return ReplayAnswer(replayed: 3, left: [Self.reason], tooOld: 1, erased: 0)
                }
            })
        let done = try await door.send(.post, "/quarantine/songs/replay", headers: headers(), body: Array("reason=missing_field".utf8))
        #expect(done.status == 303)
        #expect(asked.withLock { $0 } == ["songs", "missing_field"])
        let place = try #require(done.headers[.location])
        #expect(place == "/quarantine/songs?replayed=3&left=4&too_old=1&erased=0")
        let page = try await door.send(.get, place)
        #expect(page.status == 200 && page.body.contains("still refused") && page.body.contains("missing_field"))
        _ = try await door.send(.post, "/quarantine/unknown-types/replay", headers: headers(), body: Array("type=radio&reason=".utf8))
        #expect(asked.withLock { $0 } == ["radio", nil])
        let empty = try await door.send(.post, "/quarantine/unknown-types/replay", headers: headers(), body: [])
        #expect(empty.status == 400 && empty.headers[.contentType]?.hasPrefix("text/html") == true)
    }

    @Test("events of types that are not known are asked for without a type")
    func unknown() async throws {
        let asked = Mutex<[String?]>(["?"])
        let door = Door(.fake { $0.quarantine.reasons = { type in asked.withLock { $0 = [type] }; return [Self.reason] } })
        #expect(try await door.send(.get, "/quarantine/unknown-types").status == 200)
        #expect(asked.withLock { $0 } == [nil])
    }

    @Test("who may not see refused events sees why they were refused, and no form")
    func finder() async throws {
        let door = Door(
            .fake {
                $0.authenticate = { _ in Principal(name: "anna", permissions: [.find], token: "t") }
                $0.quarantine.reasons = { _ in [Self.reason] }
                $0.quarantine.events = { _, _, _, _ in throw BasinError(.forbidden, "No.") }
            })
        let answer = try await door.send(.get, "/quarantine/songs")
        #expect(answer.status == 200 && answer.body.contains("data.song is not there."))
        #expect(!answer.body.contains("/replay"))
        let refused = try await door.send(.post, "/quarantine/songs/replay", headers: headers(), body: [])
        #expect(refused.status == 403)
    }

    @Test("a page whose events may not be read whole says so and tells the rest")
    func guarded() async throws {
        let door = Door(
            .fake {
                $0.quarantine.reasons = { _ in [Self.reason] }
                $0.quarantine.events = { _, _, _, _ in throw BasinError(.forbidden, "songs is restricted; ask for access.") }
            })
        let answer = try await door.send(.get, "/quarantine/songs?replayed=x")
        #expect(answer.status == 200 && answer.body.contains("songs is restricted; ask for access."))
    }

    @Test("a source tells its calls and mapping, with commands that a shell reads as they are")
    func source() async throws {
        let source = SourceSummary(
            name: "web", owner: "team-web", description: "The shop.", clientProtocol: "segment", keys: [], open: "100/s", types: ["songs"],
            catchAll: "web_events", routes: [SourceRouteSummary(type: "songs", names: ["Song Played"], fields: ["url": "context.page.url"])])
        let sample = SampleRequest(
            call: "track \"Song Played\"", type: "songs", method: "POST", path: "/v1/batch", contentType: "application/json", body: "{\"a\":\"it's\"}")
        let door = Door(
            .fake {
                $0.sources.all = { [source] }
                $0.sources.samples = { _ in [sample] }
            })
        #expect(try await door.send(.get, "/sources").body.contains("/sources/web"))
        let text = try await door.send(.get, "/sources/web").body
        #expect(text.contains("context.page.url") && text.contains("/v1/batch?dry_run=true"))
        #expect(text.contains("it&#39;\\&#39;&#39;s"))
        #expect(try await door.send(.get, "/sources/nothing").status == 404)
        #expect(try await Door(.fake()).send(.get, "/sources").body.contains("sources/web.yaml"))
    }
}
