import BasinCore
import BasinProcessing
import Testing

@Suite struct RunMachineTests {
    private let now = Timestamp(microseconds: 1_700_000_000_000_000)

    private func running(retries: Int = 2, token: Int64 = 1) throws -> RunMachine {
        var machine = RunMachine(retries: retries)
        _ = try machine.apply(.started(token: token, worker: "w", seconds: 100), at: now)
        return machine
    }

    @Test("A run goes from the queue to a worker, is staged, published and over")
    func path() throws {
        var machine = RunMachine(retries: 2)
        let actions = try machine.apply(.started(token: 7, worker: "w", seconds: 100), at: now)
        let lease = try #require(machine.state.lease)
        #expect(actions == [.start(lease)])
        #expect(lease.deadline > now + .seconds(100))
        #expect(try machine.apply(.staged(token: 7), at: now) == [])
        #expect(try machine.apply(.published(token: 7, revision: 3), at: now) == [.end])
        #expect(machine.state == .succeeded(revision: 3))
    }

    @Test("Failures wait longer each time, up to 15 minutes, and end after the allowed tries (SCH-4)")
    func backOff() throws {
        var machine = RunMachine(retries: 7), waits: [Int64] = []
        for token in 1...8 as ClosedRange<Int64> {
            _ = try machine.apply(.started(token: token, worker: "w", seconds: 1), at: now)
            _ = try machine.apply(.failed(token: token, RunFailure(.other, "Crashed."), random: 0.5), at: now)
            guard case .retrying(let at, _) = machine.state else { continue }
            waits.append((at.microseconds - now.microseconds) / 1_000_000)
            _ = try machine.apply(.retryDue, at: at)
        }
        #expect(waits == [30, 60, 120, 240, 480, 900, 900])
        #expect(machine.state == .failed(RunFailure(.other, "Crashed.")))
    }

    @Test(
        "Jitter keeps a wait between half and one and a half", arguments: [(0.0, 15), (1.0, 45), (-5.0, 15), (9.0, 45)])
    func jitter(random: Double, seconds: Int64) throws {
        var machine = try running()
        #expect(
            try machine.apply(.failed(token: 1, RunFailure(.other, ""), random: random), at: now).last
                == .wake(at: now + .seconds(seconds)))
    }

    @Test("What would fail again is not tried again (SCH-4)", arguments: [RunFailure.Kind.userError, .memory])
    func userErrors(kind: RunFailure.Kind) throws {
        var machine = try running()
        let failure = RunFailure(kind, "Wrong.")
        #expect(
            try machine.apply(.failed(token: 1, failure, random: 0), at: now) == [
                .stop(token: 1), .giveUp(failure), .end,
            ])
    }

    @Test("Missing input is waited for every 10 minutes for 3 days, and costs no other try (SCH-4)")
    func missingInput() throws {
        var machine = RunMachine(retries: 0), moment = now, waits = 0
        for token in 1... {
            _ = try machine.apply(.started(token: Int64(token), worker: "w", seconds: 1), at: moment)
            _ = try machine.apply(
                .failed(token: Int64(token), RunFailure(.missingInput, "Not there."), random: 0.9), at: moment)
            guard case .retrying(let at, _) = machine.state else { break }
            #expect(at == moment + .seconds(600))
            moment = at
            waits += 1
            _ = try machine.apply(.retryDue, at: moment)
        }
        #expect(waits == 3 * 144)
        #expect(machine.failures == 0)
    }

    @Test("A restart of the server costs no try, 20 times")
    func losses() throws {
        var machine = RunMachine(retries: 0)
        for token in 1...20 as ClosedRange<Int64> {
            _ = try machine.apply(.started(token: token, worker: "w", seconds: 1), at: now)
            #expect(try machine.apply(.lost(token: token, random: 0), at: now).last == .enqueue)
        }
        _ = try machine.apply(.started(token: 21, worker: "w", seconds: 1), at: now)
        _ = try machine.apply(.lost(token: 21, random: 0), at: now)
        #expect(machine.state.name == "failed")
    }

    @Test("In every state, an event that does not fit changes nothing, and a lease that is gone has no say (SCH-5)")
    func closed() throws {
        let failure = RunFailure(.other, "x")
        let events: [RunEvent] = [
            .started(token: 2, worker: "w", seconds: 1), .staged(token: 1), .staged(token: 9),
            .published(token: 1, revision: 1),
            .published(token: 9, revision: 1), .failed(token: 1, failure, random: 0),
            .failed(token: 9, failure, random: 0),
            .timedOut(token: 1, random: 0), .timedOut(token: 9, random: 0), .lost(token: 1, random: 0),
            .lost(token: 9, random: 0),
            .retryDue, .cancelled(by: "p"), .ruledOut(failure),
        ]
        var publishing = try running()
        _ = try publishing.apply(.staged(token: 1), at: now)
        var succeeded = publishing
        _ = try succeeded.apply(.published(token: 1, revision: 1), at: now)
        var retrying = try running()
        _ = try retrying.apply(.failed(token: 1, failure, random: 1), at: now)
        var failed = try running(retries: 0)
        _ = try failed.apply(.failed(token: 1, failure, random: 0), at: now)
        var cancelled = RunMachine(retries: 0)
        _ = try cancelled.apply(.cancelled(by: "p"), at: now)
        // How many of the events each state takes.
        let expected = [
            "queued": 3, "running": 5, "publishing": 5, "retrying": 1, "succeeded": 0, "failed": 0, "cancelled": 0,
        ]
        for machine in [RunMachine(retries: 0), try running(), publishing, retrying, succeeded, failed, cancelled] {
            var taken = 0
            for event in events {
                var copy = machine
                if (try? copy.apply(event, at: now)) != nil { taken += 1 } else { #expect(copy == machine) }
            }
            #expect(taken == expected[machine.state.name], "\(machine.state.name)")
        }
    }
}
