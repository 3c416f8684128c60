import BasinEvents
import Foundation
import Testing

@Suite struct RestartTests {
    @Test("What was not sent is sent by the next; numbers go on, the installation stays, nothing comes twice")
    func goesOn() async throws {
        let world = try World()
        world.basin.track(SongPlayed(0))
        #expect(await world.basin.flush())
        world.server.behave(.unreachable)
        for number in 1..<50 { world.basin.track(SongPlayed(number)) }
        let installation = world.basin.installationID
        try await world.restart()
        #expect(world.basin.installationID == installation)
        world.basin.track(SongPlayed(50))
        world.server.behave(.take)
        try await world.pass(.seconds(60))
        #expect(world.server.received.map(\.number) == Array(0...50))
        #expect(world.server.received.map(\.sequence) == Array(1...51))
        #expect(Set(world.server.received.map(\.source)).count == 1)
        let counts = world.basin.statistics.total
        #expect(counts.recovered == 49 && counts.tracked == 1 && counts.delivered == 50)
    }

    @Test("Numbers go on when all events were delivered and their files are gone")
    func numbersOutliveEvents() async throws {
        let world = try World { $0.diskBytes = 512 << 10 }
        var next = 0
        for _ in 0..<5 {
            for _ in 0..<300 {
                world.basin.track(SongPlayed(next))
                next += 1
            }
            #expect(await world.basin.flush())
            try await world.restart()
        }
        #expect(world.server.received.map(\.sequence) == Array(1...1500))
        #expect(try world.folder.segments().count <= 3)
    }

    @Test("An event keeps its source when the app's is renamed, so that it is the same event when it comes again")
    func renamed() async throws {
        let world = try World()
        world.server.behave(.takeSilently)
        world.basin.track(SongPlayed(0))
        try await world.pass(.seconds(10))
        try await world.restart { $0.source = "app/renamed" }
        world.server.behave(.take)
        world.basin.track(SongPlayed(1))
        try await world.pass(.seconds(60))
        let received = world.server.received
        #expect(received.map(\.number) == [0, 0, 1] && received[0].content == received[1].content)
        #expect(received[2].source.hasPrefix("app/renamed/"))
        #expect(received[2].source.split(separator: "/").last == received[0].source.split(separator: "/").last)
    }

    @Test("A session lasts over a quick restart and ends after half an hour")
    func session() async throws {
        let world = try World()
        func track(_ number: Int) async throws -> String? {
            world.basin.track(SongPlayed(number))
            #expect(await world.basin.flush())
            return world.server.received.last?.data.sessionID
        }
        let first = try await track(0)
        try await world.pass(.seconds(29 * 60))
        #expect(try await track(1) == first)
        try await world.restart()
        try await world.pass(.seconds(28 * 60))
        #expect(try await track(2) == first)
        try await world.pass(.seconds(30 * 60))
        let second = try await track(3)
        #expect(second != first)
        try await world.restart()
        try await world.pass(.seconds(31 * 60))
        #expect(try await track(4) != second)
    }
}
