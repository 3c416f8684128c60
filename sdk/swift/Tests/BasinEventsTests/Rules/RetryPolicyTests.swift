import BasinEvents
import Testing

@Suite struct RetryPolicyTests {
    let policy = RetryPolicy()

    @Test(
        "Rests double from the first to the longest, half certain and half by chance",
        arguments: [
            (1, 1.0), (2, 2.0), (3, 4.0), (9, 256.0), (10, 300.0), (1000, 300.0),
        ])
    func doubles(failures: Int, full: Double) {
        #expect(policy.delay(failures: failures, random: 0) == .seconds(full / 2))
        let most = policy.delay(failures: failures, random: .max)
        #expect(most < .seconds(full) && most > .seconds(full * 0.999))
    }

    @Test("Chance spreads clients that failed together over the whole half")
    func spreads() {
        var random = SeededRandom(seed: 3)
        let delays = (0..<1000).map { _ in policy.delay(failures: 5, random: random.next()) }
        #expect(delays.min()! < .seconds(8.1) && delays.max()! > .seconds(15.9))
        #expect(delays.allSatisfy { $0 >= .seconds(8) && $0 < .seconds(16) })
    }

    @Test(
        "A server's wish is never undercut, nor overdone by more than a tenth, nor followed for more than a day",
        arguments: [
            (0, 0), (30, 30), (3600, 3600), (1_000_000_000, 86_400),
        ])
    func asked(seconds: Int, kept: Int) {
        #expect(policy.delay(asked: .seconds(seconds), random: 0) == .seconds(kept))
        #expect(policy.delay(asked: .seconds(seconds), random: .max) <= .seconds(Double(kept) * 1.1))
    }
}
