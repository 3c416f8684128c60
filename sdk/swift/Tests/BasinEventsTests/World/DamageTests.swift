import BasinEvents
import Foundation
import Testing

@Suite struct DamageTests {
    func change(_ world: World, _ segment: String, at offset: Int, to byte: UInt8 = 0xAA) throws {
        try OpenFile(world.folder.path + "/" + segment, .update).write([byte], at: offset)
    }

    /// A server of the world has no number twice under one source.
    func expectNoNumberTwice(_ world: World) {
        let events = Set(world.server.received.map(\.content))
        let numbers = Set(events.map { "\($0.source) \($0.type) \($0.sequence)" })
        #expect(numbers.count == events.count)
    }

    @Test("Damage in the newest file: events before it come, another source begins, no number is given twice")
    func newest() async throws {
        let world = try World()
        world.server.behave(.takeSilently)
        for number in 0..<100 { world.basin.track(SongPlayed(number)) }
        try await world.pass(.seconds(10))
        await world.basin.close(within: .zero)
        let file = try #require(try world.folder.segments().last)
        let size = try OpenFile(world.folder.path + "/" + file, .read).byteCount()
        try change(world, file, at: size / 2)
        try world.start()
        world.server.behave(.take)
        for number in 100..<200 { world.basin.track(SongPlayed(number)) }
        try await world.pass(.seconds(60))
        #expect(world.codes.contains(.damaged))
        #expect(world.numbers == Array(0..<200))
        let again = world.server.received.dropFirst(100)
        #expect(again.count < 190 && again.contains { $0.number == 0 })
        #expect(Set(world.server.received.map(\.source)).count == 2)
        expectNoNumberTwice(world)
    }

    @Test("A file that is cut anywhere is no damage: numbers go on, none twice", arguments: [1, 7, 8, 40, 200])
    func torn(cut: Int) async throws {
        let world = try World()
        world.server.behave(.unreachable)
        for number in 0..<100 { world.basin.track(SongPlayed(number)) }
        try await world.settle()
        await world.basin.close(within: .zero)
        let file = world.folder.path + "/" + (try #require(try world.folder.segments().last))
        let bytes = try #require(FileManager.default.contents(atPath: file))
        try bytes.dropLast(cut).write(to: URL(fileURLWithPath: file))
        try world.start()
        world.server.behave(.take)
        world.basin.track(SongPlayed(100))
        try await world.pass(.seconds(60))
        #expect(!world.codes.contains(.damaged) && Set(world.server.received.map(\.source)).count == 1)
        let sequences = world.server.received.map(\.sequence)
        #expect(sequences.count >= 99 && sequences.dropLast() == Array(1..<sequences.count)[...])
        #expect(sequences.last! >= sequences.count && world.numbers.last == 100)
    }

    @Test(
        "A file that changes or vanishes while it is used loses its own events only, and says so",
        arguments: [true, false])
    func whileRunning(vanishes: Bool) async throws {
        let world = try World { $0.diskBytes = 64 << 10 }
        world.server.behave(.unreachable)
        for number in 0..<200 {
            world.basin.track(SongPlayed(number))
            if number % 20 == 0 { try await world.settle() }
        }
        try await world.settle()
        let file = try world.folder.segments()[1]
        if vanishes {
            try FileManager.default.removeItem(atPath: world.folder.path + "/" + file)
        } else {
            try change(world, file, at: 2000)
        }
        world.server.behave(.take)
        try await world.pass(.seconds(300))
        world.basin.track(SongPlayed(200))
        #expect(await world.basin.flush())
        let lost = world.problems.withLock { $0.filter { $0.code == .damaged }.reduce(0) { $0 + $1.count } }
        #expect(lost > 0 && world.numbers.count == 201 - lost && world.numbers.last == 200)
        #expect(world.basin.statistics.waitingEvents == 0)
        expectNoNumberTwice(world)
    }

    @Test("When the file that is written to vanishes, another is begun")
    func activeVanishes() async throws {
        let world = try World()
        world.basin.track(SongPlayed(0))
        #expect(await world.basin.flush())
        for file in try world.folder.segments() {
            try FileManager.default.removeItem(atPath: world.folder.path + "/" + file)
        }
        world.basin.track(SongPlayed(1))
        #expect(await world.basin.flush())
        #expect(world.numbers == [0, 1] && world.server.received.map(\.sequence) == [1, 2])
    }

    @Test("A folder that cannot be written keeps events in memory, says so, and goes on by itself")
    func cannotWrite() async throws {
        let world = try World()
        // A folder where the next file would be: nobody can make it, root neither.
        let obstacle = world.folder.path + "/000000000001.segment"
        try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
        for number in 0..<10 { world.basin.track(SongPlayed(number)) }
        let error = await #expect(throws: BasinEventsError.self) { try await world.basin.persisted() }
        #expect(error?.code == .storage)
        #expect(world.basin.statistics.waitingEvents == 10)
        try FileManager.default.removeItem(atPath: obstacle)
        _ = world.time.step(to: world.time.uptime + .seconds(1))
        #expect(await world.basin.flush())
        #expect(world.numbers == Array(0..<10) && world.codes == [.storage])
    }
}
