import BasinCore
import Foundation
import Synchronization

/// `POST /events` over loopback: inflate, parse, validate, fsync, answer. Events per second of the server's processor
/// time; the load comes from this process.
struct IntakeBenchmark {
    private static let duration = 4.0

    func run() async throws {
        try await Machine.withFolder { folder in
            let server = Process()
            server.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            server.arguments = ["serve", folder]
            let output = Pipe()
            server.standardOutput = output
            try server.run()
            defer { server.terminate() }
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            let parts = line.split(whereSeparator: \.isWhitespace)
            guard parts.count == 2, let port = UInt16(parts[0]) else {
                throw BasinError(.system, "The benchmark's server did not start.")
            }
            let key = String(parts[1])
            row("intake over HTTP, 8 connections", "events/s per core", "events/s wall", "p50 / p99 ms", "fdatasync p99 ms")
            for typeCount in [1, 100] {
                for size in [1, 50, 500] {
                    for isGzip in size == 1 ? [false] : [false, true] {
                        try measure(
                            port: port, key: key, process: server.processIdentifier, size: size, isGzip: isGzip,
                            typeCount: typeCount)
                    }
                }
            }
            row("  goal: 500 events, gzip", "500,000", "", "", "")
        }
    }

    private func measure(port: UInt16, key: String, process: Int32, size: Int, isGzip: Bool, typeCount: Int) throws {
        let names = (0..<typeCount).map { "played_\($0)" }
        var events = SampleEvents()
        let requests = (0..<(size == 500 ? 24 : 64)).map { _ -> [UInt8] in
            let plain = events.batch(size, types: names)
            let body = isGzip ? SampleEvents.gzip(plain) : plain
            let head =
                "POST /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
                + "Content-Type: application/cloudevents-batch+json\r\n"
                + (isGzip ? "Content-Encoding: gzip\r\n" : "") + "Content-Length: \(body.count)\r\n\r\n"
            return Array(head.utf8) + body
        }
        let sync = try DiskBenchmark.measure(bytes: min(200_000, size * 220), count: 100)
        let saturated = try load(port: port, requests: requests, connections: 8, pause: 0, process: process)
        let rate = Double(saturated.count) / saturated.wall
        // Half of what it can take, for the latency that the goal speaks of.
        let half = try load(port: port, requests: requests, connections: 8, pause: 8 / (rate / 2), process: process)
        row(
            "  \(size)-event batches, \(isGzip ? "gzip" : "plain"), \(typeCount) type\(typeCount == 1 ? "" : "s")",
            thousands(Double(saturated.count * size) / saturated.cpu), thousands(rate * Double(size)),
            "\(fixed(half.latency.quantile(0.5))) / \(fixed(half.latency.quantile(0.99)))", fixed(sync.quantile(0.99)))
    }

    private struct Load {
        var count = 0
        var wall = 0.0
        var cpu = 0.0
        var latency = Sample()
    }

    /// Sends the requests in turn over some connections. `pause` is the time from one request of a connection to its
    /// next, zero for as fast as they are answered.
    private func load(
        port: UInt16, requests: [[UInt8]], connections: Int, pause: Double, process: Int32
    ) throws -> Load {
        let total = Mutex(Load())
        let cpu = Machine.cpuSeconds(of: process)
        let failure = Mutex<(any Error)?>(nil)
        let wall = seconds {
            DispatchQueue.concurrentPerform(iterations: connections) { number in
                do {
                    let connection = try LoadConnection(port: port)
                    var mine = Load()
                    var next = number
                    let start = ContinuousClock.now
                    var due = start + .seconds(pause * Double(number) / Double(connections))
                    while ContinuousClock.now - start < .seconds(Self.duration) {
                        if pause > 0 {
                            let wait = (due - ContinuousClock.now) / .seconds(1)
                            if wait > 0 { usleep(UInt32(wait * 1e6)) }
                            due += .seconds(pause)
                        }
                        let took = try seconds { try connection.exchange(requests[next % requests.count]) }
                        mine.latency.add(took * 1000)
                        mine.count += 1
                        next += connections
                    }
                    total.withLock { total in
                        total.count += mine.count
                        total.latency.add(mine.latency)
                    }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return total.withLock { total in
            total.wall = wall
            total.cpu = Machine.cpuSeconds(of: process) - cpu
            return total
        }
    }
}

extension Sample {
    fileprivate mutating func add(_ other: Sample) { for index in 0..<other.count { add(other[index]) } }
}
