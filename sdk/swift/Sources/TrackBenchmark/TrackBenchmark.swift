import BasinEvents
import Foundation

/// What `track` costs its caller, and how soon an event is in a file. The server cannot be reached.
@main struct TrackBenchmark {
    static func main() async throws {
        print("microseconds of one call of track" + "\n" + Percentiles.title)
        let paced = try await withBasin { basin in
            measure(basin, calls: 50_000, every: .microseconds(100))
        }
        print(paced.row("one thread, 10,000 a second"))
        print(try await withBasin { await crowd($0) }.row("four threads, 10,000 a second together"))
        print(try await withBasin { await bursts($0) }.row("bursts of 1,000 back to back"))
        print(try await withBasin { await pauses($0) }.row("after a pause of 100 ms"))
        let full = try await withBasin(memoryEvents: 100) { measure($0, calls: 200_000, every: .zero) }
        print(full.row("memory full, events given up"))
        print("\nmicroseconds from track until the event is in a file" + "\n" + Percentiles.title)
        print(try await withBasin { try await latency($0) }.row("one event at a time"))
        try await throughput()
        if paced.microseconds(0.99) > 20 {
            print("track is over its limit: 20 microseconds at the 99th percentile")
            exit(1)
        }
    }

    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("basin-track-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    static func basin(_ folder: URL, memoryEvents: Int) throws -> Basin {
        var configuration = Basin.Configuration(
            server: URL(string: "http://127.0.0.1:9")!, writeKey: "none", folder: folder, source: "benchmark")
        configuration.memoryEvents = memoryEvents
        configuration.appVersion = "1.0"
        return try Basin(configuration: configuration)
    }

    static func withBasin<Result>(
        memoryEvents: Int = 10_000, _ body: (Basin) async throws -> Result
    ) async throws -> Result {
        try await withFolder { folder in
            let basin = try basin(folder, memoryEvents: memoryEvents)
            try await basin.persisted()
            let result = try await body(basin)
            await basin.close(within: .zero)
            return result
        }
    }

    static func measure(_ basin: Basin, calls: Int, every: Duration) -> Percentiles {
        var times = Percentiles(capacity: calls)
        var due = ContinuousClock.now
        for number in 0..<calls {
            let event = SongPlayed.sample(number)
            while ContinuousClock.now < due {}
            let start = ContinuousClock.now
            basin.track(event)
            times.add(ContinuousClock.now - start)
            due += every
        }
        return times
    }

    static func crowd(_ basin: Basin) async -> Percentiles {
        await withTaskGroup(of: Percentiles.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread { continuation.resume(returning: sleepy(basin)) }.start()
                    }
                }
            }
            return await group.reduce(into: Percentiles(capacity: 80_000)) { $0.add($1) }
        }
    }

    /// Threads that sleep between calls, since there are more of them than cores.
    static func sleepy(_ basin: Basin) -> Percentiles {
        var times = Percentiles(capacity: 10_000)
        for number in 0..<10_000 {
            let event = SongPlayed.sample(number)
            let start = ContinuousClock.now
            basin.track(event)
            times.add(ContinuousClock.now - start)
            usleep(300)
        }
        return times
    }

    static func bursts(_ basin: Basin) async -> Percentiles {
        var times = Percentiles(capacity: 100_000)
        for _ in 0..<100 {
            times.add(measure(basin, calls: 1000, every: .zero))
            try? await basin.persisted()
        }
        return times
    }

    /// The thread sleeps soundly and has to be woken.
    static func pauses(_ basin: Basin) async -> Percentiles {
        var times = Percentiles(capacity: 200)
        for number in 0..<200 {
            let event = SongPlayed.sample(number)
            try? await Task.sleep(for: .milliseconds(100))
            let start = ContinuousClock.now
            basin.track(event)
            times.add(ContinuousClock.now - start)
        }
        return times
    }

    static func latency(_ basin: Basin) async throws -> Percentiles {
        var times = Percentiles(capacity: 20_000)
        for number in 0..<20_000 {
            let event = SongPlayed.sample(number)
            let start = ContinuousClock.now
            basin.track(event)
            try await basin.persisted()
            times.add(ContinuousClock.now - start)
        }
        return times
    }

    /// How fast the writing thread is, and how long it reads what it finds at the start.
    static func throughput() async throws {
        let count = 150_000
        try await withFolder { folder in
            let first = try basin(folder, memoryEvents: count)
            try await first.persisted()
            var start = ContinuousClock.now
            for number in 0..<count { first.track(SongPlayed.sample(number)) }
            try await first.persisted()
            let rate = Double(count) / ((ContinuousClock.now - start) / .seconds(1))
            let bytes = first.statistics.bytesOnDisk
            await first.close(within: .zero)
            start = ContinuousClock.now
            let second = try basin(folder, memoryEvents: count)
            try await second.persisted()
            let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
            print("\nthe writing thread: \(Int(rate)) events a second, \(bytes / count) bytes an event on disk")
            print("a start with \(count) events (\(bytes >> 20) MB) on disk: \(Int(milliseconds)) ms")
            await second.close(within: .zero)
        }
    }
}
