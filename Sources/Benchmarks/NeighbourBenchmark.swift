import BasinCore
import Foundation
import Synchronization

/// The time until one quiet client's events are durable, and until a query sees them: alone, beside another type at a hundred
/// times its rate, and beside clients that mean no good.
struct NeighbourBenchmark {
    private static let seconds = 12.0

    private enum Neighbours: String, CaseIterable {
        case none = "  alone"
        case noisy = "  beside another type at 100 times its rate or more"
        case hostile = "  beside 500 silent connections and 4 of garbage"

        var threads: Int { self == .none ? 0 : 4 }
    }

    func run() async throws {
        row("noisy neighbour", "durable p50/p99 ms", "query p50/p99 ms", "noise, events/s")
        for neighbours in Neighbours.allCases {
            try await Machine.withFolder { folder in
                try IntakeServer.with(dataFolder: folder, delivers: true) { port, key, _ in
                    let stop = Mutex(false)
                    let noise = Mutex(0)
                    let group = DispatchGroup()
                    for number in 0..<neighbours.threads {
                        group.enter()
                        Thread.detachNewThread {
                            defer { group.leave() }
                            if neighbours == .noisy {
                                try? Self.flood(port: port, key: key, seed: 10 + number, stop: stop, noise: noise)
                            } else {
                                Self.litter(port: port, key: key, stop: stop)
                            }
                        }
                    }
                    let silent = try (0..<(neighbours == .hostile ? 500 : 0)).map { _ in try LoadConnection(port: port) }
                    let (durable, visible) = try withExtendedLifetime(silent) { try Self.quiet(port: port, key: key) }
                    stop.withLock { $0 = true }
                    group.wait()
                    row(
                        neighbours.rawValue,
                        "\(fixed(durable.quantile(0.5), 1)) / \(fixed(durable.quantile(0.99), 1))",
                        "\(fixed(visible.quantile(0.5), 1)) / \(fixed(visible.quantile(0.99), 1))",
                        thousands(Double(noise.withLock { $0 }) / Self.seconds))
                }
            }
        }
        row("  goal", "", "p99 3,000", "")
    }

    private static func flood(
        port: UInt16, key: String, seed: Int, stop: borrowing Mutex<Bool>, noise: borrowing Mutex<Int>
    ) throws {
        let connection = try LoadConnection(port: port)
        var requests = FreshRequests(key: key, types: ["played_0"], eventCount: 500, seed: seed)
        while !stop.withLock({ $0 }) {
            let status = try connection.exchange(requests.next(), mustBe: nil)
            // What is refused waits a little, as a client that means well does; the thread is the load's own.
            if status == 200 { noise.withLock { $0 += 500 } } else { usleep(100_000) }
        }
    }

    /// A megabyte that is no JSON, on a new connection each time, as fast as it is refused.
    private static func litter(port: UInt16, key: String, stop: borrowing Mutex<Bool>) {
        let body = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        let head =
            "POST /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
            + "Content-Type: application/cloudevents-batch+json\r\nContent-Length: \(body.count)\r\n\r\n"
        while !stop.withLock({ $0 }) {
            _ = try? LoadConnection(port: port).exchange(Array(head.utf8) + body, mustBe: nil)
        }
    }

    /// 20 batches of 10 events a second.
    private static func quiet(port: UInt16, key: String) throws -> (durable: Sample, visible: Sample) {
        let connection = try LoadConnection(port: port)
        var requests = FreshRequests(key: key, types: ["played_1"], eventCount: 10, seed: 1)
        var durable = Sample(), visible = Sample()
        let start = ContinuousClock.now
        var round = 0
        while ContinuousClock.now - start < .seconds(seconds) {
            let begin = ContinuousClock.now
            try connection.exchange(requests.next())
            durable.add((ContinuousClock.now - begin) / .seconds(1) * 1000)
            round += 1
            if round % 20 == 0 {
                let body = #"{"sql":"SELECT count(*) FROM played_1","format":"csv"}"#
                let head =
                    "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer benchmark-admin-token\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                // A connection of its own: the answer has no length and ends with it.
                try LoadConnection(port: port).exchangeToEnd(Array((head + body).utf8))
                visible.add((ContinuousClock.now - begin) / .seconds(1) * 1000)
            }
            // Paces the load, on its own thread.
            let wait = 0.05 - (ContinuousClock.now - begin) / .seconds(1)
            if wait > 0 { usleep(UInt32(wait * 1e6)) }
        }
        return (durable, visible)
    }
}
