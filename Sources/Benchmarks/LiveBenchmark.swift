import BasinCore
import Foundation
import Synchronization

/// What those who watch cost intake: the same load on one server, in turn without a reader and with a hundred.
struct LiveBenchmark {
    private static let readers = 100
    private static let rounds = 5
    private static let duration = 3.0
    private static let batch = 500

    func run() async throws {
        row("intake with live readers, 8 connections, 500-event batches", "events/s per core", "events/s wall", "p99 ms")
        try await Machine.withFolder { folder in
            try IntakeServer.with(dataFolder: folder) { port, key, process in
                try measure(port: port, key: key, process: process)
            }
        }
    }

    private func measure(port: UInt16, key: String, process: Int32) throws {
        // Warm, and with the memory that it will have.
        _ = try load(port: port, key: key, process: process, seed: 1)
        var without: [Load] = [], with: [Load] = []
        var told = 0
        for round in 0..<Self.rounds {
            without.append(try load(port: port, key: key, process: process, seed: 100 + round * 20))
            let readers = try LiveReaders(count: Self.readers, port: port)
            with.append(try load(port: port, key: key, process: process, seed: 110 + round * 20))
            told += readers.stop()
        }
        let (before, after) = (Self.median(without), Self.median(with))
        for (name, load) in [("no reader", before), ("\(Self.readers) readers, a quarter with a condition", after)] {
            row("  \(name)", thousands(load.perCore), thousands(load.perSecond), fixed(load.latency.quantile(0.99)))
        }
        row(
            "  ratio", "\(fixed(after.perCore / before.perCore))", "\(fixed(after.perSecond / before.perSecond))",
            "readers were sent \(told / 1_000_000) MB")
    }

    private static func median(_ loads: [Load]) -> Load { loads.sorted { $0.perCore < $1.perCore }[loads.count / 2] }

    private struct Load {
        var events = 0
        var wall = 0.0
        var cpu = 0.0
        var latency = Sample()
        var perCore: Double { Double(events) / cpu }
        var perSecond: Double { Double(events) / wall }
    }

    private func load(port: UInt16, key: String, process: Int32, seed: Int) throws -> Load {
        let total = Mutex(Load())
        let failure = Mutex<(any Error)?>(nil)
        let cpu = Machine.cpuSeconds(of: process)
        let wall = seconds {
            let group = DispatchGroup()
            for number in 0..<8 {
                group.enter()
                Thread.detachNewThread {
                    defer { group.leave() }
                    do {
                        var requests = FreshRequests(
                            key: key, types: ["played_0"], eventCount: Self.batch, seed: seed + number)
                        let connection = try LoadConnection(port: port)
                        let end = ContinuousClock.now + .seconds(Self.duration)
                        while ContinuousClock.now < end {
                            let request = requests.next()
                            let start = ContinuousClock.now
                            try connection.exchange(request)
                            let took = (ContinuousClock.now - start) / .milliseconds(1)
                            total.withLock { total in
                                total.events += Self.batch
                                total.latency.add(took)
                            }
                        }
                    } catch {
                        failure.withLock { $0 = error }
                    }
                }
            }
            group.wait()
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return total.withLock { total in
            total.wall = wall
            total.cpu = Machine.cpuSeconds(of: process) - cpu
            return total
        }
    }
}
