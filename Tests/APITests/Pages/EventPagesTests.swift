import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

struct EventPagesTests {
    private static let hostile = "<script>alert(\"1\")</script>\u{202E}🎷"

    private func type(_ name: String, received: Int, refused: Int = 0, incidents: Int = 0, removed: Bool = false) -> EventTypeSummary {
        EventTypeSummary(
            name: name, owner: "team-listening", tier: "normal", description: Self.hostile, removed: removed, since: "2018-11-02T15:00:00Z",
            ledger: LedgerTotals(received: received, delivered: received - refused, duplicate: 0, quarantined: refused, pending: 0),
            incidents: incidents, trouble: incidents > 0 ? Self.hostile : nil)
    }

    private func isBefore(_ first: String, _ second: String, in text: String) -> Bool {
        guard let a = text.firstRange(of: "/events/\(first)\""), let b = text.firstRange(of: "/events/\(second)\"") else { return false }
        return a.lowerBound < b.lowerBound
    }

    @Test("types in trouble stand first, the others as asked, and what was removed only when asked for")
    func order() async throws {
        let types = [
            type("busy", received: 900), type("gone", received: 1, removed: true), type("ill", received: 5, incidents: 1),
            type("refusing", received: 10, refused: 5), type("apart", received: 7),
        ]
        let door = Door(.fake { $0.events.types = { types } })
        let text = try await door.send(.get, "/events").body
        #expect(isBefore("ill", "refusing", in: text) && isBefore("refusing", "busy", in: text) && isBefore("busy", "apart", in: text))
        #expect(!text.contains("/events/gone\""))
        let byName = try await door.send(.get, "/events?sort=name").body
        #expect(isBefore("apart", "busy", in: byName))
        let removed = try await door.send(.get, "/events?state=removed").body
        #expect(removed.contains("/events/gone\"") && !removed.contains("/events/busy\""))
        #expect(try await door.send(.get, "/events?q=app&state=nonsense&page=-3").body.contains("in use"))
    }

    @Test("of very many types a page shows a hundred, and the export all")
    func many() async throws {
        let types = (0..<1800).map { type("type_\(1000 + $0)", received: $0) }
        let door = Door(.fake { $0.events.types = { types } })
        let page = try await door.send(.get, "/events")
        #expect(page.body.utf8.count < 200_000 && page.body.contains("page=2"))
        #expect(try await door.send(.get, "/events?page=18").body.contains("type_1000"))
        #expect(try await door.send(.get, "/events?page=999999999").status == 200)
        let file = try await door.send(.get, "/events?export=event-types")
        #expect(file.headers[.contentType]?.hasPrefix("text/csv") == true)
        #expect(file.body.split(separator: "\r\n").count == 1801)
    }

    @Test("text of others is text on every page about events", arguments: ["/events", "/events/songs", "/events/songs/schema", "/events/songs/hours", "/quarantine/songs", "/sources/web"])
    func escapes(_ path: String) async throws {
        var summary = type("songs", received: 3, incidents: 1)
        summary.owner = Self.hostile
        let hostile = summary
        let detail = EventTypeDetail(
            summary: hostile, contact: Self.hostile, deprecation: DeprecationSummary(note: Self.hostile), schemaVersion: 2,
            fields: [EventFieldSummary(name: "song", type: "string", required: true, classification: "none", description: Self.hostile)],
            totals: hostile.ledger, firstHour: "2018-11-01T00", problem: Self.hostile,
            incidents: [IncidentSummary(id: 1, type: "songs", kind: "hour", hour: nil, message: Self.hostile, openedAt: "2018-11-03T00:00:00Z", closedAt: nil)])
        let reason = QuarantineReasonSummary(
            code: Self.hostile, field: Self.hostile, message: Self.hostile, events: 1, first: "2018-11-03T00:00:00Z", last: "2018-11-03T00:00:00Z")
        let refused = QuarantinedEvent(received: "2018-11-03T00:00:00Z", code: "bad_json", field: nil, message: Self.hostile, event: Self.hostile)
        let source = SourceSummary(
            name: "web", owner: Self.hostile, description: Self.hostile, clientProtocol: "segment", keys: [Self.hostile], open: nil,
            types: ["songs"], catchAll: "web_events",
            routes: [SourceRouteSummary(type: "songs", names: [Self.hostile], fields: ["song": Self.hostile])])
        let sample = SampleRequest(
            call: Self.hostile, type: "songs", method: "POST", path: "/v1/batch", contentType: "application/json", body: "{\"it's\": \"\(Self.hostile)\"}")
        let text = Self.hostile
        let door = Door(
            .fake {
                $0.events.types = { [hostile] }
                $0.events.type = { _ in detail }
                $0.hours = { _, _, _ in
                    [
                        HourSummary(
                            hour: "2018-11-03T13", state: "open", ledger: LedgerTotals(received: 1, delivered: 0, duplicate: 0, quarantined: 1, pending: 0),
                            reason: text)
                    ]
                }
                $0.quarantine.reasons = { _ in [reason] }
                $0.quarantine.knownReasons = { _ in [reason] }
                $0.quarantine.events = { _, _, _, _ in [refused] }
                $0.sources.all = { [source] }
                $0.sources.samples = { _ in [sample] }
            })
        let answer = try await door.send(.get, path)
        #expect(answer.status == 200)
        #expect(!answer.body.contains("<script>alert"))
        #expect(answer.body.contains("&lt;script&gt;alert"))
        #expect(!answer.body.contains("style=\""))
    }

    @Test("the page of a type tells its volume, lateness and refusals, and is there when quarantine cannot be read")
    func type() async throws {
        let hours = [
            HourSummary(
                hour: "2018-11-03T13", state: "sealed", revision: 1,
                ledger: LedgerTotals(received: 12, delivered: 9, duplicate: 1, quarantined: 2, pending: 0),
                lateness: LatenessSummary(late: 3, counts: [0, 6, 3]))
        ]
        let door = Door(
            .fake {
                $0.hours = { _, _, _ in hours }
                $0.quarantine.knownReasons = { _ in throw BasinError(.unavailable, "Later.") }
            })
        let answer = try await door.send(.get, "/events/songs?span=30d")
        #expect(answer.status == 200)
        for part in ["id=\"volume\"", "id=\"lateness\"", "id=\"refusals\"", "id=\"delivery\"", "/datasets/songs", "/quarantine/songs", "/events/songs/live"] {
            #expect(answer.body.contains(part), "\(part)")
        }
        #expect(try await door.send(.get, "/events/songs?export=events-table").body.contains("9.0,1.0"))
        let none = try await door.send(.get, "/events/nothing")
        #expect(none.status == 404 && none.headers[.contentType]?.hasPrefix("text/html") == true)
    }

    @Test("hours of a day that is asked for are in the table, and a day that is none is a clear error")
    func hours() async throws {
        let asked = Mutex<[String?]>([])
        let door = Door(
            .fake {
                $0.hours = { _, from, _ in
                    asked.withLock { $0.append(from) }
                    return [
                        HourSummary(
                            hour: (from ?? "").prefix(10) + "T05", state: "sealed",
                            ledger: LedgerTotals(received: 77, delivered: 77, duplicate: 0, quarantined: 0, pending: 0))
                    ]
                }
            })
        let answer = try await door.send(.get, "/events/songs/hours?day=2018-01-02&days=7")
        #expect(answer.status == 200 && answer.body.contains("2018-01-02T05"))
        #expect(asked.withLock { $0 } == ["2018-10-28T00", "2018-01-02T00"])
        #expect(try await door.send(.get, "/events/songs/hours?day=yesterday").status == 400)
        #expect(try await door.send(.get, "/events/songs/hours?days=99999").status == 200)
    }

    @Test("the inspector watches what is asked for, and is not there for those who may not query")
    func live() async throws {
        let door = Door(.fake())
        let page = try await door.send(.get, "/events/songs/live?where=length_s%20%3E%2030&verdict=accepted").body
        #expect(page.contains("data-inspector=\"/api/v1/events/live?type=songs&amp;where=length_s%20%3E%2030&amp;verdict=accepted\""))
        #expect(page.contains("inspector.js"))
        #expect(try await door.send(.get, "/live").body.contains("data-inspector=\"/api/v1/events/live\""))
        #expect(try await door.send(.get, "/live?verdict=maybe").status == 400)
        let finder = Door(.fake { $0.authenticate = { _ in Principal(name: "anna", permissions: [.find], token: "t") } })
        let kept = try await finder.send(.get, "/events/songs/live")
        #expect(kept.status == 200 && !kept.body.contains("data-inspector="))
    }

    @Test("without JavaScript the latest rows of the table are shown when asked for")
    func latest() async throws {
        let asked = Mutex("")
        let rows = "[{\"_received_time\": \"2018-11-03T13:59:00Z\", \"_event_id\": \"e1\", \"song\": \"<b>Help!\"}]"
        let door = Door(
            .fake {
                $0.query = { request, _, _ in
                    asked.withLock { $0 = request.sql }
                    return LiveServices.answer("application/json", rows)
                }
            })
        let answer = try await door.send(.get, "/events/songs/live?latest=1")
        #expect(answer.body.contains("&lt;b&gt;Help!"))
        #expect(asked.withLock { $0 }.contains("FROM \"songs\""))
        #expect(try await door.send(.get, "/events/songs/live").body.contains("latest=1"))
    }

    @Test("programs that send name the server that the browser asked, and loss is counted only when asked for")
    func send() async throws {
        let counted = Mutex(0)
        let door = Door(
            .fake {
                $0.loss = { _, by, _, _, _ in
                    counted.withLock { $0 += 1 }
                    return [LossSummary(split: by.isEmpty ? [] : ["7.1"], sources: 3, received: 90, missing: 10)]
                }
            })
        #expect(try await door.send(.get, "/events/songs/sdk").body.contains("http://localhost/events"))
        let encrypted = try await Door(.fake(), isEncrypted: true).send(.get, "/events/songs/sdk").body
        #expect(encrypted.contains("https://localhost/events") && !encrypted.contains("http://localhost"))
        #expect(counted.withLock { $0 } == 0)
        let split = try await door.send(.get, "/events/songs/sdk?loss=1&by=song").body
        #expect(split.contains("7.1") && split.contains("id=\"loss\""))
        #expect(counted.withLock { $0 } == 1)
        let refusing = Door(.fake { $0.loss = { _, _, _, _, _ in throw BasinError(.invalid, "There is no field <b>.") } })
        let answer = try await refusing.send(.get, "/events/songs/sdk?loss=1&by=%3Cb%3E")
        #expect(answer.status == 200 && answer.body.contains("There is no field &lt;b&gt;."))
        #expect(try await door.send(.get, "/api/v1/types/songs/examples?server=http://x%27;rm").status == 400)
    }

    @Test("two versions are compared, and where that cannot be the page says why")
    func schema() async throws {
        let versions = [
            SchemaVersionSummary(version: 1, isCurrent: false, fields: 1, changes: [], keeps: []),
            SchemaVersionSummary(version: 2, isCurrent: true, fields: 2, changes: ["`length` is new."], keeps: ["backward"]),
        ]
        let diff = SchemaDiff(
            type: "songs", from: "version 1", to: "version 2", compatibility: "backward",
            fields: [FieldDiff(field: "length", change: "added", before: nil, after: "int32, required, none", rules: ["field_added"], breaks: ["backward", "full"], reasons: ["Old data lacks it."])],
            promises: [SchemaPromise(mode: "backward", isKept: false, verdict: "Broken by `length`.")])
        let door = Door(
            .fake {
                $0.schemas.versions = { _ in versions }
                $0.schemas.diff = { _, from, _ in
                    guard from != "9" else { throw BasinError(.notFound, "songs has no version 9.") }
                    return diff
                }
            })
        let text = try await door.send(.get, "/events/songs/schema").body
        #expect(text.contains("id=\"diff\"") && text.contains("broken") && text.contains("/api/v1/types/songs/schema"))
        let missing = try await door.send(.get, "/events/songs/schema?from=9")
        #expect(missing.status == 200 && missing.body.contains("songs has no version 9."))
    }

    @Test("there are types and one type for programs, too")
    func programs() async throws {
        let door = Door(.fake())
        #expect(try await door.send(.get, "/api/v1/types").body.contains("\"songs\""))
        #expect(try await door.send(.get, "/api/v1/types/songs").body.contains("\"first_hour\""))
        #expect(try await door.send(.get, "/api/v1/types/songs/examples").body.contains("127.0.0.1:8080"))
    }
}
