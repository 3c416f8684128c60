import BasinEvents
import Foundation
import Testing

/// What is given up is counted, and the server sees the gap.
@Suite struct CapTests {
    /// Numbers of a type that did not come, up to the last that did.
    static func gaps(_ events: [ReceivedEvent]) -> Int {
        let numbers = Set(events.map(\.sequence))
        return (numbers.max() ?? 0) - numbers.count
    }

    @Test("More than memory may hold: the newest are given up, and callers do not wait")
    func memory() async throws {
        let world = try World { $0.memoryEvents = 50 }
        for number in 0..<20_000 { world.basin.track(SongPlayed(number)) }
        #expect(await world.basin.flush())
        world.basin.track(SongPlayed(-1))
        #expect(await world.basin.flush())
        let counts = world.basin.statistics.total
        #expect(counts.tracked == 20_001 && counts.evicted > 0)
        #expect(counts.delivered + counts.evicted == counts.tracked && counts.delivered == world.server.received.count)
        #expect(Self.gaps(world.server.received) == counts.evicted)
        #expect(world.problems.withLock { $0.reduce(0) { $0 + $1.count } } == counts.evicted)
    }

    @Test("More than the disk may hold: the oldest are given up")
    func disk() async throws {
        let world = try World { $0.diskBytes = 256 << 10 }
        world.server.behave(.unreachable)
        for number in 0..<5000 {
            if number % 2 == 0 { world.basin.track(SongPlayed(number)) } else { world.basin.track(PageViewed(number)) }
            if number % 500 == 0 { try await world.pass(.seconds(30)) }
            #expect(world.basin.statistics.bytesOnDisk <= 256 << 10)
        }
        world.server.behave(.take)
        try await world.pass(.seconds(300))
        #expect(await world.basin.flush())
        let statistics = world.basin.statistics
        #expect(statistics.total.evicted > 1000 && statistics.types.count == 2)
        for (type, counts) in statistics.types {
            let received = world.server.received.filter { $0.type == type }
            #expect(counts.tracked == 2500 && counts.delivered + counts.evicted == 2500, "\(type)")
            #expect(Self.gaps(received) == counts.evicted && received.count == counts.delivered)
        }
        #expect(world.numbers == Array(statistics.total.evicted..<5000), "the newest are there")
    }

    @Test("What is being sent is not given up: nothing is counted twice")
    func inFlight() async throws {
        let world = try World {
            $0.diskBytes = 64 << 10
            $0.batchEvents = 20
        }
        world.server.behave(.hold)
        for number in 0..<20 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        #expect(world.server.isHolding)
        for number in 20..<2000 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        world.server.behave(.take)
        world.server.answerHeld()
        #expect(await world.basin.flush())
        let counts = world.basin.statistics.total
        #expect(counts.evicted > 0 && counts.delivered + counts.evicted == 2000)
        #expect(counts.delivered == world.numbers.count && world.numbers.starts(with: 0..<20))
    }

    @Test("A queue of many small files is drained and removed")
    func files() async throws {
        let world = try World { $0.diskBytes = 64 << 10 }
        world.server.behave(.unreachable)
        for number in 0..<100 { world.basin.track(SongPlayed(number)) }
        for _ in 0..<10 { try await world.restart() }
        #expect(try world.folder.segments().count >= 2)
        world.server.behave(.take)
        try await world.pass(.seconds(600))
        #expect(world.numbers == Array(0..<100))
        world.basin.track(SongPlayed(100))
        #expect(await world.basin.flush())
        #expect(try world.folder.segments().count == 1)
    }
}
