import BasinEvents
import Foundation
import Testing

@Suite struct ConsentTests {
    @Test("While consent is pending events wait on disk, over restarts; granted, they are sent")
    func pending() async throws {
        let world = try World { $0.consent = .pending }
        for number in 0..<600 { world.basin.track(SongPlayed(number)) }
        #expect(await world.basin.flush(within: .zero) == false)
        try await world.restart()
        try await world.pass(.seconds(3600))
        #expect(world.server.requests.isEmpty && world.basin.statistics.delivery == .waitingForConsent)
        world.basin.setConsent(.granted)
        try await world.pass(.seconds(10))
        #expect(world.numbers == Array(0..<600))
    }

    @Test("Denied, nothing is kept or sent, all is counted; granted again, no gap looks like a loss")
    func denied() async throws {
        let world = try World { $0.consent = .pending }
        for number in 0..<30 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        world.basin.setConsent(.denied)
        for number in 30..<50 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        #expect(try world.folder.segments().isEmpty)
        let counts = world.basin.statistics.total
        #expect(counts.denied == 50 && counts.tracked == 50 && world.basin.statistics.waitingEvents == 0)
        world.basin.setConsent(.granted)
        for number in 50..<55 { world.basin.track(SongPlayed(number)) }
        #expect(await world.basin.flush())
        #expect(world.numbers == Array(50..<55))
        #expect(world.server.received.map(\.sequence) == Array(31...35), "no number is given twice")
    }

    @Test("Another source begins after an erasure")
    func source() async throws {
        let world = try World()
        world.basin.track(SongPlayed(0))
        #expect(await world.basin.flush())
        world.basin.setConsent(.denied)
        world.basin.setConsent(.granted)
        world.basin.track(SongPlayed(1))
        #expect(await world.basin.flush())
        #expect(Set(world.server.received.map(\.source)).count == 2 && world.server.received.map(\.sequence) == [1, 2])
    }

    @Test("Denied for a moment only, what was there before is erased all the same")
    func moment() async throws {
        let world = try World {
            $0.consent = .pending
            $0.batchEvents = 10
        }
        for round in 0..<50 {
            for number in 0..<30 { world.basin.track(SongPlayed(number)) }
            try await world.settle()
            world.basin.setConsent(.denied)
            world.basin.setConsent(.granted)
            for number in 0..<10 { world.basin.track(SongPlayed(1000 + round * 10 + number)) }
            try await world.settle()
            world.basin.setConsent(.pending)
        }
        #expect(await world.basin.flush(within: .zero) == true)
        #expect(world.numbers == Array(1000..<1500))
    }

    @Test("Denied at the start erases what an earlier run kept")
    func deniedAtStart() async throws {
        let world = try World { $0.consent = .pending }
        for number in 0..<30 { world.basin.track(SongPlayed(number)) }
        try await world.restart { $0.consent = .denied }
        try await world.settle()
        #expect(world.basin.statistics.total.denied == 30 && world.basin.statistics.bytesOnDisk == 0)
        try await world.restart { $0.consent = .granted }
        world.basin.track(SongPlayed(99))
        #expect(await world.basin.flush())
        #expect(world.numbers == [99])
    }

    @Test("A batch that is out when consent is denied is cancelled, and its answer is not heard")
    func inFlight() async throws {
        let world = try World()
        world.server.behave(.hold)
        world.basin.track(SongPlayed(0))
        try await world.pass(.seconds(10))
        #expect(world.server.isHolding)
        world.basin.setConsent(.denied)
        try await world.settle()
        #expect(world.server.cancels == 1)
        world.server.answerHeld()
        try await world.pass(.seconds(3600))
        #expect(world.server.requests.count == 1 && world.basin.statistics.total.denied == 1)
        #expect(world.basin.statistics.total.delivered == 0)
    }
}
