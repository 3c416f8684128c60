import BasinCore
import Dispatch
import Synchronization
import Testing

struct BlockingThreadsTests {
    @Test("As many pieces of work as the limit run at a time, and all of them run")
    func limit() async throws {
        let threads = BlockingThreads(label: "test", limit: 3)
        let gate = DispatchSemaphore(value: 0)
        let counts = Counts()
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        for _ in 0..<12 {
            threads.start {
                counts.begin()
                arrived.yield()
                gate.wait()
                counts.end()
            }
        }
        var seen = 0
        for await _ in arrivals {
            seen += 1
            if seen == 3 { for _ in 0..<12 { gate.signal() } }
            if seen == 12 { break }
        }
        #expect(counts.most == 3)
    }

    private final class Counts: Sendable {
        private let held = Mutex((running: 0, most: 0))
        var most: Int { held.withLock { $0.most } }
        func begin() {
            held.withLock { held in
                held.running += 1
                held.most = max(held.most, held.running)
            }
        }
        func end() { held.withLock { $0.running -= 1 } }
    }

    @Test("Serial work keeps its order")
    func order() async throws {
        let threads = BlockingThreads(label: "test", isSerial: true)
        let seen = Mutex<[Int]>([])
        for number in 0..<1000 { threads.start { seen.withLock { $0.append(number) } } }
        try await threads.run {}
        #expect(seen.withLock { $0 } == Array(0..<1000))
    }

    @Test("While every thread blocks, Swift's own pool goes on")
    func independence() async throws {
        let threads = BlockingThreads(label: "test", limit: 64)
        let gate = DispatchSemaphore(value: 0)
        for _ in 0..<64 { threads.start { gate.wait() } }
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 1...100 { group.addTask { number } }
            return await group.reduce(0, +)
        }
        #expect(sum == 5050)
        for _ in 0..<64 { gate.signal() }
    }

    @Test("What work throws is thrown")
    func failure() async throws {
        await #expect(throws: BasinError.self) {
            try await BlockingThreads.shared.run { throw BasinError(.invalid, "No.") }
        }
    }
}
