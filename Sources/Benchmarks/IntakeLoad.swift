import BasinCore
import Foundation
import Synchronization

/// Requests sent to a server over loopback for some seconds, and what that cost it.
struct IntakeLoad {
    static let duration = 4.0

    var count = 0
    var wall = 0.0
    var cpu = 0.0
    var latency = Sample()

    /// Sends the requests in turn over some connections. `pause` is the time from one request of a connection to its
    /// next, zero for as fast as they are answered.
    static func run(
        port: UInt16, requests: [[UInt8]], connections: Int, pause: Double, process: Int32
    ) throws -> IntakeLoad {
        let total = Mutex(IntakeLoad())
        let cpu = Machine.cpuSeconds(of: process)
        let failure = Mutex<(any Error)?>(nil)
        let wall = seconds {
            let group = DispatchGroup()
            for number in 0..<connections {
                group.enter()
                // A thread each: Dispatch would run as many at once as there are processors.
                Thread.detachNewThread {
                    defer { group.leave() }
                    do {
                        let mine = try exchanges(port: port, requests: requests, number: number, of: connections, pause: pause)
                        total.withLock { total in
                            total.count += mine.count
                            total.latency.add(mine.latency)
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

    /// What one connection does for as long as a load lasts.
    private static func exchanges(
        port: UInt16, requests: [[UInt8]], number: Int, of connections: Int, pause: Double
    ) throws -> IntakeLoad {
        let connection = try LoadConnection(port: port)
        var load = IntakeLoad()
        var next = number
        let start = ContinuousClock.now
        var due = start + .seconds(pause * Double(number) / Double(connections))
        while ContinuousClock.now - start < .seconds(duration) {
            if pause > 0 {
                let wait = (due - ContinuousClock.now) / .seconds(1)
                if wait > 0 { usleep(UInt32(wait * 1e6)) }
                due += .seconds(pause)
            }
            let took = try seconds { try connection.exchange(requests[next % requests.count]) }
            load.latency.add(took * 1000)
            load.count += 1
            next += connections
        }
        return load
    }
}

extension Sample {
    fileprivate mutating func add(_ other: Sample) { for index in 0..<other.count { add(other[index]) } }
}
