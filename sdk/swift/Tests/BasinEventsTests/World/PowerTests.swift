import BasinEvents
import Foundation
import Testing

/// What a loss of power leaves: of each file what was synced.
@Suite struct PowerTests {
    /// Ends the run as a loss of power would, at its worst.
    func losePower(_ world: World) async throws {
        let segments = world.basin.courier.journal.segments
        // A copy, since an end in good order syncs.
        let kept = try segments.map { segment in
            try OpenFile(world.folder.path + "/" + name(segment), .read).read(segment.synced, at: 0)
        }
        await world.basin.close(within: .zero)
        for (segment, bytes) in zip(segments, kept) {
            let file = URL(fileURLWithPath: world.folder.path + "/" + name(segment))
            if bytes.isEmpty {
                try FileManager.default.removeItem(at: file)
            } else {
                try Data(bytes).write(to: file)
            }
        }
    }

    func name(_ segment: Segment) -> String {
        String(repeating: "0", count: 12 - String(segment.id).count) + String(segment.id) + ".segment"
    }

    @Test("Events are durable before they are sent")
    func beforeSending() async throws {
        let world = try World()
        let isDurable = Guarded<[Bool]>([])
        let journal = world.basin.courier.journal
        world.server.behave { _ in
            isDurable.withLock { $0.append(journal.isSynced) }
            return .unreachable
        }
        for number in 0..<20 {
            world.basin.track(SongPlayed(number))
            try await world.pass(.seconds(200))
        }
        #expect(isDurable.withLock { $0.count >= 15 && !$0.contains(false) })
    }

    @Test("Events that nothing sends are durable after ten seconds")
    func tenSeconds() async throws {
        let world = try World { $0.consent = .pending }
        world.basin.track(SongPlayed(0))
        try await world.pass(.seconds(9))
        #expect(!world.basin.courier.journal.isSynced)
        try await world.pass(.seconds(1))
        #expect(world.basin.courier.journal.isSynced)
    }

    @Test(
        "After losses of power everything that was sent keeps its number, and no number is given twice",
        arguments: 1...20)
    func numbers(seed: Int) async throws {
        let world = try World(seed: UInt64(seed)) {
            $0.batchEvents = 20
            $0.segmentBytes = 4 << 10
        }
        let random = Guarded(SeededRandom(seed: UInt64(seed)))
        world.server.behave { _ in
            random.withLock { [FakeServer.Behaviour.take, .takeSilently, .unreachable][Int($0.next() % 3)] }
        }
        var number = 0
        for _ in 0..<8 {
            for _ in 0..<random.withLock({ Int($0.next() % 60) }) {
                if number % 2 == 0 {
                    world.basin.track(SongPlayed(number))
                } else {
                    world.basin.track(PageViewed(number))
                }
                number += 1
            }
            try await world.pass(.seconds(Double(random.withLock { $0.next() % 30 })))
            try await losePower(world)
            try world.start()
        }
        world.server.behave(.take)
        try await world.pass(.seconds(400))
        let events = Set(world.server.received.map(\.content))
        #expect(Set(events.map { "\($0.source) \($0.type) \($0.sequence)" }).count == events.count)
        #expect(Set(events.map(\.id)).count == events.count)
        #expect(world.basin.statistics.waitingEvents == 0)
    }
}
