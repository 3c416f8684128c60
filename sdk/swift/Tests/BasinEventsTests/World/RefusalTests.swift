import BasinEvents
import Foundation
import Testing

@Suite struct RefusalTests {
    @Test("Refused events are in the server's quarantine: reported one by one, and not sent again")
    func refused() async throws {
        let world = try World()
        world.server.behave { request in
            let refused = """
                [{"index":1,"code":"missing_field","field":"data.song","message":"is missing; send it"}]
                """
            return .answer(FakeServer.taken(request.events.count - 1, refused: refused))
        }
        for number in 0..<3 { world.basin.track(SongPlayed(number)) }
        #expect(await world.basin.flush())
        let problem = try #require(world.problems.withLock { $0.first })
        #expect(problem.code == .refused && problem.field == "data.song" && problem.eventType == "song_played")
        #expect(problem.eventID?.uuidString.lowercased() == world.server.requests[0].events[1].id)
        let counts = world.basin.statistics.total
        #expect(counts.delivered == 2 && counts.refused == 1 && world.basin.statistics.waitingEvents == 0)
    }

    @Test("An event that spoils its batch is found and given up alone")
    func poison() async throws {
        let world = try World()
        world.server.behave { request in
            request.events.contains { $0.number == 321 } ? .answer(FakeServer.error(400, "invalid")) : .take
        }
        for number in 0..<1000 { world.basin.track(SongPlayed(number)) }
        #expect(await world.basin.flush())
        #expect(world.server.received.map(\.number) == (0..<1000).filter { $0 != 321 })
        #expect(world.basin.statistics.total.undeliverable == 1 && world.basin.statistics.total.delivered == 999)
        let problem = world.problems.withLock { $0.first { $0.code == .undeliverable } }
        #expect(problem?.eventID != nil && problem?.count == 1)
        #expect(world.server.requests.count < 25)
    }

    @Test("A batch that is too large is halved until it fits")
    func tooLarge() async throws {
        let world = try World()
        world.server.behave { $0.events.count > 60 ? .answer(FakeServer.error(413, "too_large")) : .take }
        for number in 0..<1000 { world.basin.track(SongPlayed(number)) }
        #expect(await world.basin.flush())
        #expect(world.server.received.map(\.number) == Array(0..<1000) && world.server.requests.count < 45)
    }

    @Test("What cannot be encoded or is too large is given up at once, with its number, and hurts nothing else")
    func undeliverable() async throws {
        let world = try World { $0.eventBytes = 2000 }
        world.basin.track(SongPlayed(0))
        world.basin.track(SongPlayed(1, text: String(repeating: "x", count: 2000)))
        world.basin.track(Unencodable())
        world.basin.track(SongPlayed(2))
        #expect(await world.basin.flush())
        #expect(world.server.received.map(\.number) == [0, 2] && world.server.received.map(\.sequence) == [1, 3])
        #expect(world.codes == [.undeliverable, .undeliverable])
        #expect(world.basin.statistics.types["unencodable"]?.undeliverable == 1)
        let messages = world.problems.withLock { $0.map(\.message) }
        #expect(messages[0].contains("Configuration.eventBytes") && !messages[0].contains("xxx"))
    }
}
