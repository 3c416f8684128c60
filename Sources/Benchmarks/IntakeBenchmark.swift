import BasinCore
import Foundation

/// `POST /events` over loopback: inflate, parse, validate, fsync, answer. Events per second of the server's processor
/// time; the load comes from this process.
struct IntakeBenchmark {
    func run() async throws {
        row("intake over HTTP, 8 connections", "events/s per core", "events/s wall", "p50 / p99 ms", "fdatasync p99 ms")
        for typeCount in [1, 100] {
            for size in [1, 50, 500] {
                for isGzip in size == 1 ? [false] : [false, true] {
                    try await Machine.withFolder { folder in
                        // A server for each: what an earlier one left in its memory and log would be measured with it.
                        try IntakeServer.with(dataFolder: folder) { port, key, process in
                            try measure(
                                port: port, key: key, process: process, size: size, isGzip: isGzip, typeCount: typeCount)
                        }
                    }
                }
            }
        }
        row("  goal: 500 events, gzip", "500,000", "", "p99 25", "")
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
        let saturated = try IntakeLoad.run(port: port, requests: requests, connections: 8, pause: 0, process: process)
        let rate = Double(saturated.count) / saturated.wall
        // Half of what it can take, for the latency that the goal speaks of.
        let half = try IntakeLoad.run(port: port, requests: requests, connections: 8, pause: 8 / (rate / 2), process: process)
        row(
            "  \(size)-event batches, \(isGzip ? "gzip" : "plain"), \(typeCount) type\(typeCount == 1 ? "" : "s")",
            thousands(Double(saturated.count * size) / saturated.cpu), thousands(rate * Double(size)),
            "\(fixed(half.latency.quantile(0.5))) / \(fixed(half.latency.quantile(0.99)))", fixed(sync.quantile(0.99)))
    }
}
