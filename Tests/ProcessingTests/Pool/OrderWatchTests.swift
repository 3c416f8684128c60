import BasinCore
import BasinEngines
import BasinProcessing
import Testing

struct OrderWatchTests {
    private let start = ContinuousClock.now

    private func watch() throws -> OrderWatch {
        let order = try WorkFolder().order(
            .sql(""), inputs: [], limits: RunLimits(seconds: 100), graceMilliseconds: 1000)
        return OrderWatch(order: order, killGrace: .seconds(5), silence: .seconds(30), startedAt: start)
    }

    @Test(
        "A worker gets its order's time, the grace and a little more",
        arguments: [(105.9, nil), (106.0, WorkFailure.Kind.timeout)])
    func deadline(_ seconds: Double, _ kind: WorkFailure.Kind?) throws {
        let now = start + .seconds(seconds)
        #expect(try watch().failure(now: now, cancelledAt: nil, lastHeard: now)?.kind == kind)
    }

    @Test("A worker that ignores a cancellation is killed", arguments: [(5.9, nil), (6.0, WorkFailure.Kind.cancelled)])
    func cancellation(_ seconds: Double, _ kind: WorkFailure.Kind?) throws {
        let now = start + .seconds(10 + seconds)
        #expect(try watch().failure(now: now, cancelledAt: start + .seconds(10), lastHeard: now)?.kind == kind)
    }

    @Test(
        "A silent worker is killed, counted from the order at the earliest",
        arguments: [(29.9, nil), (30.0, WorkFailure.Kind.other)])
    func silence(_ seconds: Double, _ kind: WorkFailure.Kind?) throws {
        let now = start + .seconds(seconds)
        #expect(try watch().failure(now: now, cancelledAt: nil, lastHeard: start + .seconds(-100))?.kind == kind)
    }

    @Test("The next look is when something may have changed")
    func next() throws {
        let watch = try watch()
        #expect(watch.next(now: start, cancelledAt: nil, lastHeard: start) == .seconds(30))
        #expect(watch.next(now: start, cancelledAt: start, lastHeard: start) == .seconds(6))
        #expect(
            watch.next(now: start + .seconds(90), cancelledAt: nil, lastHeard: start + .seconds(90)) == .seconds(16))
    }

    @Test(
        "The end of a worker says what happened",
        arguments: [
            (ChildEnd.exit(86), WorkFailure.Kind.memory), (.exit(1), .other), (.signal(11), .other),
            (.signal(9), .other),
        ])
    func lost(_ end: ChildEnd, _ kind: WorkFailure.Kind) throws {
        #expect(try watch().lost(end, isGarbage: false).kind == kind)
        #expect(try watch().lost(end, isGarbage: true).kind == .other)
    }

    @Test("Failed starts are tried again ever later, up to a bound")
    func backOff() {
        let settings = WorkerPoolSettings(workers: 1)
        #expect((1...4).map(settings.pause(afterFailures:)) == [100, 200, 400, 800].map { .milliseconds($0) })
        #expect(settings.pause(afterFailures: 1000) == .seconds(30))
    }
}
