import BasinEvents
import Foundation
import Testing

@Suite struct DeliveryTests {
    @Test("A batch is CloudEvents with the time of sending and a number of each type, gzip, with the write key")
    func wire() async throws {
        let world = try World()
        for number in 1...3 { world.basin.track(SongPlayed(number)) }
        world.basin.track(PageViewed(4))
        #expect(await world.basin.flush())
        let request = try #require(world.server.requests.first)
        #expect(world.server.requests.count == 1)
        #expect(request.url.absoluteString == "http://127.0.0.1:9/events")
        #expect(request.headers["Content-Type"] == "application/cloudevents-batch+json")
        #expect(request.headers["Content-Encoding"] == "gzip" && request.headers["Authorization"] == "Bearer wk_test")
        let events = request.events
        #expect(events.map(\.number) == [1, 2, 3, 4] && events.map(\.sequence) == [1, 2, 3, 1])
        #expect(events.map(\.type) == ["song_played", "song_played", "song_played", "page_viewed"])
        #expect(
            events.allSatisfy {
                $0.specversion == "1.0" && $0.source == events[0].source && $0.source.hasPrefix("app/test/")
            })
        #expect(Set(events.map(\.id)).count == 4 && events[0].time == "2018-11-03T14:00:00.000000Z")
        let data = events[0].data
        #expect(data.installationID == world.basin.installationID && data.appVersion == "7.1")
        #expect(data.platform == Basin.Configuration.currentPlatform && data.sessionID != nil)
        #expect(events[3].data.installationID == nil)
        #expect(!events[0].source.contains(world.basin.installationID), "the id would be in clear in every table")
    }

    @Test("Few events wait for company, at most the interval; a full batch goes at once")
    func gathering() async throws {
        let world = try World { $0.batchEvents = 10 }
        world.basin.track(SongPlayed(0))
        try await world.pass(.seconds(9))
        #expect(world.server.requests.isEmpty && world.basin.statistics.delivery == .gathering)
        try await world.pass(.seconds(1))
        #expect(world.server.requests.count == 1)
        for number in 1...25 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        #expect(world.server.requests.map(\.events.count) == [1, 10, 10])
        try await world.pass(.seconds(10))
        #expect(world.numbers == Array(0...25) && world.basin.statistics.waitingEvents == 0)
        #expect(world.server.received.map(\.number) == Array(0...25), "oldest first")
    }

    @Test(
        "A server that cannot be reached, or is busy, gets everything later, once, in order",
        arguments: [
            FakeServer.Behaviour.unreachable, .answer(FakeServer.error(503, "unavailable")),
            .answer(FakeServer.error(429, "rate_limited")), .answer(FakeServer.error(500, "internal")),
            .answer(DeliveryAnswer(status: 200, body: Array("<html>Sign in</html>".utf8))),
            .answer(DeliveryAnswer(status: 302, headers: ["location": "https://other.example/"])),
            .answer(DeliveryAnswer(status: 400, body: Array("<html>Bad Request</html>".utf8))),
        ])
    func outage(behaviour: FakeServer.Behaviour) async throws {
        let world = try World()
        world.server.behave(behaviour)
        for number in 0..<100 {
            world.basin.track(SongPlayed(number))
            try await world.pass(.seconds(20))
        }
        #expect(world.server.received.isEmpty && world.basin.statistics.waitingEvents == 100)
        #expect(world.server.requests.count < 30)
        #expect(world.codes.count == 1)
        world.server.behave(.take)
        try await world.pass(.seconds(300))
        #expect(world.server.received.map(\.number) == Array(0..<100))
        #expect(world.basin.statistics.total.delivered == 100 && world.basin.statistics.waitingEvents == 0)
    }

    @Test("An answer that is lost makes the same events come again, with nothing changed but the time of sending")
    func lostAnswer() async throws {
        let world = try World()
        world.server.behave(.takeSilently)
        for number in 0..<5 { world.basin.track(SongPlayed(number)) }
        try await world.pass(.seconds(10))
        world.server.behave(.take)
        try await world.pass(.seconds(60))
        let received = world.server.received
        #expect(received.count == 10)
        #expect(received[..<5].map(\.content) == received[5...].map(\.content))
        #expect(received[0].senttime < received[5].senttime && received[0].time < received[0].senttime)
    }

    @Test("Retry-After is kept to the second, whatever is tracked or flushed meanwhile")
    func retryAfter() async throws {
        let world = try World { $0.batchEvents = 10 }
        world.server.behave(.answer(FakeServer.error(503, "unavailable", headers: ["retry-after": "1000"])))
        for number in 0..<10 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        world.server.behave(.take)
        for number in 10..<40 { world.basin.track(SongPlayed(number)) }
        async let flushed = world.basin.flush(within: .seconds(100))
        try await world.pass(.seconds(500))
        #expect(await flushed == false && world.server.requests.count == 1)
        try await world.pass(.seconds(499))
        #expect(world.server.requests.count == 1)
        try await world.pass(.seconds(101))
        #expect(world.numbers == Array(0..<40))
    }

    @Test("A refused key holds events and says so; a new key sends them")
    func writeKey() async throws {
        let world = try World()
        world.server.behave { request in
            request.headers["Authorization"] == "Bearer wk_new" ? .take : .answer(FakeServer.error(401, "unauthorized"))
        }
        world.basin.track(SongPlayed(1))
        try await world.pass(.seconds(800))
        #expect(world.server.requests.count == 1 && world.codes == [.unauthorized])
        #expect(world.basin.statistics.delivery == .held)
        try await world.pass(.seconds(400))
        #expect(world.server.requests.count == 2, "it may have been mended on the server")
        #expect(throws: BasinEventsError.self) { try world.basin.use(writeKey: "two\nlines") }
        try world.basin.use(writeKey: "wk_new")
        try await world.settle()
        #expect(world.numbers == [1])
    }

    @Test("An answer that comes after its time is not heard; the events come again")
    func lateAnswer() async throws {
        let world = try World { $0.batchEvents = 5 }
        world.server.behave(.hold)
        for number in 0..<5 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        try await world.pass(.seconds(60))
        #expect(world.server.cancels == 1 && world.basin.statistics.failedRequests == 1)
        world.server.behave(.take)
        world.server.answerHeld()
        try await world.settle()
        #expect(world.basin.statistics.total.delivered == 0)
        try await world.pass(.seconds(10))
        #expect(world.server.received.count == 10 && world.numbers == Array(0..<5))
        #expect(world.basin.statistics.total.delivered == 5)
    }
}
