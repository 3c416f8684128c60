import BasinEvents
import Foundation
import Testing

/// `kill -9` at any moment. `BASIN_SDK_KILLS` for more, `BASIN_SDK_SEED` to repeat one.
@Suite struct CrashTests {
    static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    @Test(
        "Killed again and again, with a bad server: every event that is on disk arrives, once, with one number"
    )
    func kills() async throws {
        let kills = Self.setting("BASIN_SDK_KILLS") ?? 50
        let seed = UInt64(Self.setting("BASIN_SDK_SEED") ?? Int.random(in: 0..<1_000_000))
        var random = SeededRandom(seed: seed)
        let folder = try TestFolder()
        let receiver = UnreliableReceiver(seed: seed)
        let server = try LoopbackServer { receiver.reply($0) }
        defer { server.stop() }
        var promised: [ClosedRange<Int>] = []
        let start = ContinuousClock.now
        for run in 0..<kills {
            let first = (run + 1) * 1_000_000
            let probe = try ProbeProcess("run", folder: folder.path, port: server.port, first: first)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: probe.waitForLines(Int.random(in: 1...4, using: &random))
            case 1: probe.waitForLines(Int.random(in: 1...80, using: &random))
            default: receiver.waitForRequests(Int.random(in: 1...12, using: &random))
            }
            let end = ContinuousClock.now + .microseconds(Int.random(in: 0...3000, using: &random))
            while ContinuousClock.now < end {}
            probe.kill()
            #expect(probe.lines.first == "started", "BASIN_SDK_SEED=\(seed): \(probe.lines.prefix(3))")
            if let last = probe.persisted { promised.append(first...last) }
        }
        receiver.becomeReliable()
        let drain = try ProbeProcess("drain", folder: folder.path, port: server.port)
        drain.end()
        #expect(drain.lines == ["drained"])
        let account = CrashAccount(receiver.received)
        account.expect(promised, seed: seed)
        #expect(receiver.unreadable == 0)
        let count = promised.reduce(0) { $0 + $1.count }
        print(
            "➜ \(kills) kills, BASIN_SDK_SEED=\(seed): \(count) events on disk, \(account.distinct) arrived in "
                + "\(receiver.requests) requests, \(receiver.received.count - account.distinct) of them again, after "
                + "\(ContinuousClock.now - start)")
        #expect(promised.count > kills / 2 && account.distinct > 100)
    }

    @Test("A process that calls exit right after tracking has written what it tracked")
    func exits() async throws {
        let folder = try TestFolder()
        let receiver = UnreliableReceiver(seed: 1)
        receiver.becomeReliable()
        let server = try LoopbackServer { receiver.reply($0) }
        defer { server.stop() }
        for run in 0..<5 {
            try ProbeProcess("exit", folder: folder.path, port: server.port, first: run * 100).end()
        }
        try ProbeProcess("drain", folder: folder.path, port: server.port).end()
        #expect(Set(receiver.received.map(\.number)) == Set(0..<500))
    }

    @Test("Two processes on one folder: the second is told, and may have it when the first is killed")
    func twoProcesses() async throws {
        let folder = try TestFolder()
        let receiver = UnreliableReceiver(seed: 1)
        let server = try LoopbackServer { receiver.reply($0) }
        defer { server.stop() }
        let first = try ProbeProcess("run", folder: folder.path, port: server.port)
        first.waitForLines(1)
        let second = try ProbeProcess("open", folder: folder.path, port: server.port)
        second.end()
        #expect(second.lines == ["folder_in_use"])
        first.kill()
        let third = try ProbeProcess("open", folder: folder.path, port: server.port)
        third.end()
        #expect(third.lines == ["opened"])
    }
}
