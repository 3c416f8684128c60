import BasinEvents
import Foundation

/// A `Basin` in a test: its own folder, time, chance and server.
final class World: Sendable {
    let folder: TestFolder
    let time = ManualTime()
    let server = FakeServer()
    let problems = Guarded<[Problem]>([])
    private let random: @Sendable () -> UInt64
    private let configuration: Basin.Configuration
    private let current: Guarded<Basin?>

    init(seed: UInt64 = 1, _ configure: (inout Basin.Configuration) -> Void = { _ in }) throws {
        folder = try TestFolder()
        random = SeededRandom.shared(seed: seed)
        var configuration = Basin.Configuration(
            server: URL(string: "http://127.0.0.1:9")!, writeKey: "wk_test", folder: folder.url, source: "app/test")
        configuration.appVersion = "7.1"
        configuration.onProblem = { [problems] problem in problems.withLock { $0.append(problem) } }
        configure(&configuration)
        self.configuration = configuration
        current = Guarded(nil)
        try start()
    }

    var basin: Basin { current.withLock { $0 }! }

    func surroundings() -> Surroundings {
        Surroundings(
            now: { [time] in time.now }, uptime: { [time] in time.uptime },
            wake: { [time] in time.wake(after: $0, $1) }, random: random, transport: server)
    }

    func make(_ configure: (inout Basin.Configuration) -> Void = { _ in }) throws -> Basin {
        var changed = configuration
        configure(&changed)
        return try Basin(configuration: changed, surroundings: surroundings())
    }

    func start(_ configure: (inout Basin.Configuration) -> Void = { _ in }) throws {
        let made = try make(configure)
        current.withLock { $0 = made }
    }

    /// Ends in good order, and begins again on the same folder.
    func restart(_ configure: (inout Basin.Configuration) -> Void = { _ in }) async throws {
        await basin.close(within: .zero)
        current.withLock { $0 = nil }
        try start(configure)
    }

    /// Until what was tracked is on disk and delivery waits for time or for a held answer.
    func settle() async throws {
        try await basin.persisted()
        let courier = basin.courier
        repeat {
            await withCheckedContinuation { continuation in courier.queue.async { continuation.resume() } }
        } while courier.statistics.withLock { $0.delivery } == .sending && !server.isHolding
        await withCheckedContinuation { continuation in courier.queue.async { continuation.resume() } }
    }

    func pass(_ duration: Duration) async throws {
        let moment = time.uptime + duration
        repeat { try await settle() } while !time.step(to: moment)
        try await settle()
    }

    /// Numbers that the server has, each once, sorted.
    var numbers: [Int] { Set(server.received.map(\.number)).sorted() }
    var codes: [Problem.Code] { problems.withLock { $0.map(\.code) } }
}
