import BasinEvents
import Foundation
import Testing

@Suite struct BarrierTests {
    @Test("Persisted means in the file, for every event before the call")
    func persisted() async throws {
        let world = try World()
        world.server.behave(.unreachable)
        for number in 0..<3000 {
            world.basin.track(SongPlayed(number))
            guard number % 100 == 99 else { continue }
            try await world.basin.persisted()
            var count = 0
            for file in try world.folder.segments() {
                let bytes = try #require(FileManager.default.contents(atPath: world.folder.path + "/" + file))
                _ = SegmentContent(Array(bytes)) { _, _ in count += 1 }
            }
            #expect(count == number + 1)
        }
    }

    @Test("A flush ends when its time is over, and then nothing is lost")
    func flush() async throws {
        let world = try World()
        world.server.behave(.unreachable)
        world.basin.track(SongPlayed(0))
        async let flushed = world.basin.flush(within: .seconds(5))
        try await world.pass(.seconds(5))
        #expect(await flushed == false)
        world.server.behave(.take)
        try await world.pass(.seconds(60))
        #expect(world.numbers == [0])
        #expect(await world.basin.flush(within: .zero), "there is nothing to send")
    }

    @Test("Closed, the folder is free, nothing is tracked, and barriers say so")
    func close() async throws {
        let world = try World()
        world.basin.track(SongPlayed(0))
        await world.basin.close()
        #expect(world.numbers == [0])
        world.basin.track(SongPlayed(1))
        let error = await #expect(throws: BasinEventsError.self) { try await world.basin.persisted() }
        #expect(error?.code == .closed)
        #expect(await world.basin.flush() == false)
        await world.basin.close()
        let next = try world.make()
        #expect(await next.flush())
        #expect(world.numbers == [0])
        await next.close()
    }

    @Test("A Basin that nobody holds any more writes what it has and frees the folder")
    func released() async throws {
        let world = try World()
        await world.basin.close()
        for number in 0..<20 {
            // The last one may still be ending.
            var made: Basin?
            while made == nil {
                made = try? world.make { $0.consent = .pending }
                await Task.yield()
            }
            made?.track(SongPlayed(number))
            made = nil
        }
        var last: Basin?
        while last == nil {
            last = try? world.make()
            await Task.yield()
        }
        #expect(await last?.flush() == true)
        #expect(world.numbers == Array(0..<20))
        await last?.close()
    }

    @Test("Any number of threads may track at once")
    func threads() async throws {
        let world = try World { $0.memoryEvents = 100_000 }
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { for number in 0..<1000 { world.basin.track(SongPlayed(task * 1000 + number)) } }
            }
        }
        #expect(await world.basin.flush())
        #expect(world.numbers == Array(0..<8000) && Set(world.server.received.map(\.sequence)).count == 8000)
    }
}
