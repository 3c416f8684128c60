import BasinCore
import Foundation
import Synchronization

/// Half of what a whole server takes, for an hour: its memory, open files and backlog every ten seconds. They must stay
/// flat: what is there in the last quarter is compared with the second. An hour of the clock is over eight times meanwhile,
/// twice in each quarter, because sealing is part of the work.
struct SoakBenchmark {
    /// Seconds.
    let length: Double
    private static let connections = 4
    private static let batch = 500

    private struct Figures {
        var memory = 0.0, descriptors = 0.0, backlog = 0.0, log = 0.0
    }

    func run() async throws {
        try await Machine.withFolder { folder in
            try IntakeServer.with(dataFolder: folder, delivers: true, hour: length / 8) { port, key, process in
                // What it can keep up for ever: all of it delivered, not only durable.
                var full = Load()
                let wall = try seconds {
                    full = try load(port: port, key: key, seconds: min(20, length / 10), pause: 0, seed: 1)
                    try Self.waitUntilDelivered(port: port)
                }
                let rate = Double(full.events) / wall
                row("soak: a whole server, 500-event batches", "events/s", "refused")
                row("  as fast as it takes and delivers them", thousands(rate), thousands(Double(full.refused)))
                var samples: [Figures] = []
                let stop = Mutex(false)
                // The sampler is a thread of its own; this waits for its end on the benchmark's.
                let sampled = DispatchSemaphore(value: 0)
                let gathered = Mutex<[Figures]>([])
                Thread.detachNewThread {
                    while !stop.withLock({ $0 }) {
                        gathered.withLock { $0.append(Self.figures(port: port, process: process)) }
                        sleep(UInt32(max(1, min(10, self.length / 60))))
                    }
                    sampled.signal()
                }
                let pause = Double(Self.connections * Self.batch) / (rate / 2)
                let half = try load(port: port, key: key, seconds: length, pause: pause, seed: 100)
                stop.withLock { $0 = true }
                sampled.wait()
                samples = gathered.withLock { $0 }
                row("  half of it, for \(fixed(half.wall / 60, 1)) min", thousands(Double(half.events) / half.wall), thousands(Double(half.refused)))
                row("  p50 / p99 ms", "\(fixed(half.latency.quantile(0.5))) / \(fixed(half.latency.quantile(0.99)))")
                let quarter = max(1, samples.count / 4)
                row("  median of the quarter", "2nd", "3rd", "last", "growth %")
                show("memory of its own, MB", samples, quarter) { $0.memory }
                show("open files", samples, quarter) { $0.descriptors }
                show("backlog, MB", samples, quarter) { $0.backlog / 1e6 }
                show("log, MB", samples, quarter) { $0.log / 1e6 }
            }
        }
    }

    private func show(_ name: String, _ samples: [Figures], _ quarter: Int, _ value: (Figures) -> Double) {
        func median(_ part: some Collection<Figures>) -> Double {
            var sample = Sample()
            for figures in part { sample.add(value(figures)) }
            return sample.quantile(0.5)
        }
        let second = median(samples.dropFirst(quarter).prefix(quarter))
        let last = median(samples.suffix(quarter))
        row(
            "    " + name, fixed(second, 1), fixed(median(samples.dropFirst(2 * quarter).prefix(quarter)), 1), fixed(last, 1),
            second > 0 ? fixed((last / second - 1) * 100, 1) : "-")
    }

    private struct Load {
        var events = 0, refused = 0
        var wall = 0.0
        var latency = Sample()
    }

    private func load(port: UInt16, key: String, seconds limit: Double, pause: Double, seed: Int) throws -> Load {
        let total = Mutex(Load())
        let failure = Mutex<(any Error)?>(nil)
        let wall = seconds {
            let group = DispatchGroup()
            for number in 0..<Self.connections {
                group.enter()
                Thread.detachNewThread {
                    defer { group.leave() }
                    do {
                        let mine = try Self.exchanges(
                            port: port, key: key, seconds: limit, pause: pause, seed: seed + number)
                        total.withLock { total in
                            total.events += mine.events
                            total.refused += mine.refused
                            for index in 0..<mine.latency.count { total.latency.add(mine.latency[index]) }
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
            return total
        }
    }

    private static func exchanges(port: UInt16, key: String, seconds limit: Double, pause: Double, seed: Int) throws -> Load {
        let connection = try LoadConnection(port: port)
        var requests = FreshRequests(
            key: key, types: (0..<100).map { "played_\($0)" }, eventCount: batch, seed: seed)
        var load = Load()
        let start = ContinuousClock.now
        var due = start
        while ContinuousClock.now - start < .seconds(limit) {
            if pause > 0 {
                let wait = (due - ContinuousClock.now) / .seconds(1)
                if wait > 0 { usleep(UInt32(wait * 1e6)) }
                due += .seconds(pause)
            }
            let request = requests.next()
            var status = 0
            let took = try seconds { status = try connection.exchange(request, mustBe: nil) }
            // An hour's latencies need not all be kept.
            if load.latency.count < 200_000 { load.latency.add(took * 1000) }
            if status == 200 { load.events += batch } else { load.refused += batch }
        }
        return load
    }

    /// Queries deliver what they name.
    private static func waitUntilDelivered(port: UInt16) throws {
        for number in 0..<100 {
            let body = #"{"sql":"SELECT count(*) FROM played_\#(number)","format":"csv"}"#
            let head =
                "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer benchmark-admin-token\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n"
            try LoadConnection(port: port).exchangeToEnd(Array((head + body).utf8))
        }
    }

    private static func figures(port: UInt16, process: Int32) -> Figures {
        var figures = Figures()
        figures.memory = Machine.ownMegabytes(of: String(process))
        figures.descriptors = Double((try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?.count ?? 0)
        let ask = Array("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        let text = (try? LoadConnection(port: port).exchangeToEnd(ask)) ?? ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.first == "basin_collection_backlog_bytes" { figures.backlog = Double(words[1]) ?? 0 }
            if words.first == "basin_collection_log_bytes" { figures.log = Double(words[1]) ?? 0 }
        }
        return figures
    }
}
