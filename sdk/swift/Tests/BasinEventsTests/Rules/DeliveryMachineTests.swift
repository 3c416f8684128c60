import BasinEvents
import Testing

@Suite struct DeliveryMachineTests {
    typealias Machine = DeliveryMachine

    func machine(events: Int = 100, isGranted: Bool = true) -> Machine {
        Machine(
            limits: BatchLimits(events: events, bytes: 1 << 20), gathering: .seconds(10), timeout: .seconds(60),
            retry: RetryPolicy(), isGranted: isGranted)
    }

    func at(_ seconds: Double, waiting: Int, random: UInt64 = 0) -> Machine.Situation {
        Machine.Situation(
            backlog: Backlog(events: waiting, bytes: waiting * 100), now: .seconds(seconds), random: random)
    }

    func batch(_ events: Int) -> Backlog { Backlog(events: events, bytes: events * 100) }

    func sends(_ actions: [Machine.Action]) -> Int? {
        for case .send(_, let limits) in actions { return limits.events }
        return nil
    }

    @Test("A few events wait for company, a full batch does not")
    func gathers() {
        var few = machine()
        #expect(few.apply(.grown, at(0, waiting: 1)) == [.wake(at: .seconds(10))])
        #expect(few.apply(.grown, at(4, waiting: 2)) == [])
        #expect(few.apply(.time, at(9, waiting: 2)) == [.wake(at: .seconds(10))])
        #expect(sends(few.apply(.time, at(10, waiting: 2))) == 100)
        var many = machine()
        #expect(sends(many.apply(.grown, at(0, waiting: 100))) == 100)
    }

    @Test("One batch is out at a time, and the next follows its answer")
    func oneAtATime() {
        var machine = machine()
        _ = machine.apply(.grown, at(0, waiting: 100))
        #expect(machine.apply(.grown, at(1, waiting: 500)) == [])
        let actions = machine.apply(.answered(attempt: 1, .taken([]), batch: batch(100)), at(2, waiting: 500))
        #expect(actions.first == .acknowledge([]) && sends(actions) == 100)
    }

    @Test("After failures it rests longer and longer, and tells the first only")
    func rests() {
        var machine = machine()
        _ = machine.apply(.grown, at(0, waiting: 100))
        var now = 0.0
        for (attempt, rest) in [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150].enumerated() {
            let actions = machine.apply(
                .answered(attempt: attempt + 1, .later(nil, "no"), batch: batch(100)), at(now, waiting: 100))
            #expect(actions.contains(.wake(at: .seconds(now + rest))))
            #expect(actions.contains(.report(.unreachable, "no")) == (attempt == 0))
            #expect(machine.apply(.time, at(now + rest - 0.01, waiting: 100)).count == 1)
            now += rest
            #expect(sends(machine.apply(.time, at(now, waiting: 100))) == (attempt < 2 ? 100 : 20))
        }
        _ = machine.apply(.answered(attempt: 12, .taken([]), batch: batch(100)), at(now, waiting: 200))
        let again = machine.apply(.answered(attempt: 13, .later(nil, "no"), batch: batch(100)), at(now, waiting: 100))
        #expect(again.contains(.wake(at: .seconds(now + 0.5))))
    }

    @Test("What a server asks for is kept, also when somebody flushes; its own rest is shortened, but not at once")
    func flushes() {
        var machine = machine()
        _ = machine.apply(.flush, at(0, waiting: 5))
        _ = machine.apply(.answered(attempt: 1, .later(.seconds(50), "busy"), batch: batch(5)), at(0, waiting: 5))
        #expect(sends(machine.apply(.flush, at(20, waiting: 5))) == nil)
        #expect(sends(machine.apply(.time, at(50, waiting: 5))) == 100)
        _ = machine.apply(.answered(attempt: 2, .later(nil, "no"), batch: batch(5)), at(50, waiting: 5))
        #expect(sends(machine.apply(.flush, at(50.2, waiting: 5))) == nil)
        #expect(sends(machine.apply(.flush, at(51, waiting: 5))) == 100)
    }

    @Test("A flush does not wait for company, for as many events as there were")
    func flushSendsAll() {
        var machine = machine(events: 10)
        #expect(sends(machine.apply(.flush, at(0, waiting: 15))) == 10)
        let second = machine.apply(.answered(attempt: 1, .taken([]), batch: batch(10)), at(0, waiting: 16))
        #expect(sends(second) == 10)
        let third = machine.apply(.answered(attempt: 2, .taken([]), batch: batch(6)), at(0, waiting: 7))
        #expect(sends(third) == nil, "what came later waits for company")
    }

    @Test("Without an answer in time the batch failed, and an answer that comes then is not heard")
    func timeOut() {
        var machine = machine()
        _ = machine.apply(.grown, at(0, waiting: 100))
        let actions = machine.apply(.time, at(60, waiting: 100))
        #expect(Array(actions.prefix(2)) == [.cancel, .release])
        #expect(machine.apply(.answered(attempt: 1, .taken([]), batch: batch(100)), at(61, waiting: 100)) == [])
        #expect(sends(machine.apply(.time, at(70, waiting: 100))) == 100)
    }

    @Test("A refused key holds everything for a quarter of an hour, or until there is another")
    func held() {
        var machine = machine()
        _ = machine.apply(.grown, at(0, waiting: 100))
        let actions = machine.apply(
            .answered(attempt: 1, .unauthorized("no key"), batch: batch(100)), at(0, waiting: 100))
        #expect(actions.contains(.report(.unauthorized, "no key")) && actions.contains(.wake(at: .seconds(900))))
        #expect(machine.apply(.grown, at(1, waiting: 300)) == [])
        #expect(sends(machine.apply(.flush, at(2, waiting: 300))) == nil)
        #expect(sends(machine.apply(.writeKeyChanged, at(3, waiting: 300))) == 100)
        _ = machine.apply(.answered(attempt: 2, .unauthorized("no key"), batch: batch(100)), at(4, waiting: 300))
        #expect(sends(machine.apply(.time, at(904, waiting: 300))) == 100)
    }

    @Test("Without consent nothing is sent, and what is out is cancelled")
    func consent() {
        var machine = machine(isGranted: false)
        #expect(machine.apply(.grown, at(0, waiting: 1000)) == [])
        #expect(machine.apply(.flush, at(0, waiting: 1000)) == [])
        #expect(sends(machine.apply(.consent(isGranted: true), at(1, waiting: 1000))) == 100)
        #expect(machine.apply(.consent(isGranted: false), at(2, waiting: 1000)) == [.cancel, .release])
        #expect(machine.apply(.time, at(100, waiting: 1000)) == [])
    }

    @Test("A server that refuses everything is given time after a few events")
    func refusesEverything() {
        var machine = machine(events: 1)
        var actions = machine.apply(.grown, at(0, waiting: 1000))
        var discarded = 0
        var attempt = 1
        while sends(actions) != nil {
            actions = machine.apply(
                .answered(attempt: attempt, .spoiled("no"), batch: batch(1)), at(0, waiting: 1000 - discarded))
            if actions.contains(.discard("no")) { discarded += 1 }
            attempt += 1
        }
        #expect(discarded == 9)
        #expect(actions.contains { if case .report(.unexpectedAnswer, _) = $0 { true } else { false } })
    }
}
