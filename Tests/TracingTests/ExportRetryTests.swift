import BasinTracing
import Testing

@Suite struct ExportRetryTests {
    @Test("Only what may pass is tried again", arguments: [
        (200, false), (301, false), (400, false), (401, false), (404, false), (408, false), (413, false), (429, true),
        (500, false), (501, false), (502, true), (503, true), (504, true),
    ])
    func statuses(_ status: Int, _ isTriedAgain: Bool) {
        var retry = ExportRetry()
        let step = retry.step(after: .status(status), random: 0.5)
        #expect(step == (isTriedAgain ? .again(after: .seconds(1)) : .drop(.refused)))
    }

    @Test("A collector that is away is tried five times, each wait twice the last, then the batch is dropped")
    func away() {
        var retry = ExportRetry()
        for seconds in [1, 2, 4, 8] {
            #expect(retry.step(after: .nothing, random: 0.5) == .again(after: .seconds(seconds)))
        }
        #expect(retry.step(after: .nothing, random: 0.5) == .drop(.unreachable))
    }

    @Test("Chance spreads a wait between half and one and a half")
    func chance() {
        var first = ExportRetry(), second = ExportRetry()
        #expect(first.step(after: .nothing, random: 0) == .again(after: .milliseconds(500)))
        #expect(second.step(after: .status(502), random: 1) == .again(after: .milliseconds(1500)))
    }

    @Test("A collector that says when is asked again then, at most a minute later", arguments: [
        (0, 0), (1, 1), (30, 30), (86_400, 60), (-5, 0),
    ])
    func retryAfter(_ asked: Int, _ seconds: Int) {
        var retry = ExportRetry()
        #expect(retry.step(after: .status(503, retryAfter: asked), random: 0.9) == .again(after: .seconds(seconds)))
    }

    @Test("Also a collector that always asks to wait gets no more than five tries")
    func bounded() {
        var retry = ExportRetry()
        for _ in 1..<ExportRetry.most { #expect(retry.step(after: .status(429, retryAfter: 1), random: 0) == .again(after: .seconds(1))) }
        #expect(retry.step(after: .status(429, retryAfter: 1), random: 0) == .drop(.unreachable))
    }

    @Test("What the collector took is done, also after failures")
    func taken() {
        var retry = ExportRetry()
        _ = retry.step(after: .nothing, random: 0)
        #expect(retry.step(after: .taken(rejected: 3), random: 0) == .done(rejected: 3))
    }
}
