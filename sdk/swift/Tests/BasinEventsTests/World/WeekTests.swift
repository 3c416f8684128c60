import BasinEvents
import Testing

/// A device without a network for a week, by a clock that the test turns.
@Suite struct WeekTests {
    static let week = Duration.seconds(7 * 86_400)

    /// Tracks `perHour` events for a week.
    func live(_ world: World, perHour: Int) async throws -> Int {
        var number = 0
        for _ in 0..<7 * 24 {
            for _ in 0..<perHour {
                if number % 3 == 0 {
                    world.basin.track(PageViewed(number))
                } else {
                    world.basin.track(SongPlayed(number))
                }
                number += 1
            }
            try await world.pass(.seconds(3600))
        }
        return number
    }

    @Test("Offline for a week, restarted every day, then drained: every event, in few requests")
    func drained() async throws {
        let world = try World()
        world.server.behave(.unreachable)
        var number = 0
        for _ in 0..<7 {
            for _ in 0..<24 {
                for _ in 0..<50 {
                    world.basin.track(SongPlayed(number))
                    number += 1
                }
                try await world.pass(.seconds(3600))
            }
            try await world.restart()
        }
        // A rest of 300 s is 150 s at least; after each start the rests grow from a second on.
        let attempts = world.server.requests.count
        let most = 7 * 24 * 3600 / 150 + 7 * 20
        #expect(attempts < most)
        world.server.behave(.take)
        try await world.pass(.seconds(600))
        #expect(world.server.received.map(\.number) == Array(0..<number))
        #expect(world.server.requests.count - attempts <= number / 500 + 2)
        #expect(world.basin.statistics.waitingEvents == 0)
        #expect(try world.folder.segments().count == 1)
    }

    @Test("With less room than a week needs, what is given up is counted by type, and all else comes")
    func capped() async throws {
        let world = try World { $0.diskBytes = 512 << 10 }
        world.server.behave(.unreachable)
        let number = try await live(world, perHour: 60)
        world.server.behave(.take)
        try await world.pass(.seconds(600))
        let statistics = world.basin.statistics
        #expect(statistics.total.tracked == number && statistics.total.evicted > number / 2)
        for (type, counts) in statistics.types {
            let received = world.server.received.filter { $0.type == type }
            #expect(
                counts.delivered == received.count && counts.delivered + counts.evicted == counts.tracked, "\(type)")
            #expect(CapTests.gaps(received) == counts.evicted)
        }
        #expect(world.numbers == Array((number - world.numbers.count)..<number))
    }

    @Test("A server that asks for an hour each time is asked once an hour")
    func patient() async throws {
        let world = try World()
        world.server.behave(.answer(FakeServer.error(503, "unavailable", headers: ["retry-after": "3600"])))
        let number = try await live(world, perHour: 5)
        #expect(world.server.requests.count <= 7 * 24)
        world.server.behave(.take)
        try await world.pass(.seconds(4000))
        #expect(world.numbers == Array(0..<number))
    }
}
