import BasinCore
import Foundation
import Testing

@Suite struct ModelTests {
    @Test(
        """
        Through crashes, losses of power, failing disks, resends and jumps of the clock, every acknowledged event is \
        delivered once and as it was sent, none is made up, and every ledger balances \
        (COL-1, COL-4, COL-13, COL-14, COL-17, COL-18, COL-20)
        """
    )
    func walks() async throws {
        let environment = ProcessInfo.processInfo.environment
        let steps = environment["BASIN_MODEL_STEPS"].flatMap { Int($0) } ?? 600
        let seed = environment["BASIN_SEED"].flatMap { UInt64($0) } ?? 2026
        let stepsAWalk = 150
        var operations = 0, crashes = 0, failures = 0, sent = 0, acknowledged = 0, sealed = 0, replayed = 0
        var deaths: [ModelPoint: Int] = [:]
        for number in 0..<max(1, steps / stepsAWalk) {
            let walk = try ModelWalk(seed: seed &+ UInt64(number))
            do {
                try await walk.walk(steps: min(steps, stepsAWalk))
            } catch {
                walk.violations.append("\(error)")
            }
            operations += walk.operations.count
            crashes += walk.crashes
            failures += walk.world.failures
            sent += walk.oracle.batches.reduce(0) { $0 + $1.events.count }
            acknowledged += walk.oracle.acknowledgedCount
            sealed += walk.watch.sealedHours
            replayed += walk.oracle.left.values.reduce(0, +)
            deaths.merge(walk.world.deaths, uniquingKeysWith: +)
            if !walk.violations.isEmpty {
                let last = walk.operations.suffix(24).joined(separator: "\n")
                Issue.record(
                    """
                    BASIN_SEED=\(seed &+ UInt64(number)) BASIN_MODEL_STEPS=\(min(steps, stepsAWalk)):
                    \(walk.violations.prefix(8).joined(separator: "\n"))
                    after
                    \(last)
                    """)
                break
            }
        }
        let places = ModelPoint.allCases.map { "\(deaths[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
        print(
            """
            ➜ model: \(operations) operations, \(crashes) crashes (\(places)), \(failures) failures, \
            \(sent) events sent, \(acknowledged) acknowledged, \(sealed) hours sealed, \(replayed) replayed, BASIN_SEED=\(seed)
            """)
        #expect(acknowledged > 0)
    }
}
