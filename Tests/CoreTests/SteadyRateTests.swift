import BasinCore
import Testing

struct SteadyRateTests {
    private let start = ContinuousClock.now

    @Test("So many a second are within the rate, and unused ones are not saved up")
    func limit() {
        var rate = SteadyRate(perSecond: 10, at: start)
        let taken = { (moment: ContinuousClock.Instant, tries: Int) in (0..<tries).filter { _ in rate.take(at: moment) }.count }
        #expect(taken(start, 50) == 10)
        #expect(taken(start + .milliseconds(100), 50) == 1)
        #expect(taken(start + .milliseconds(50), 50) == 0)
        #expect(taken(start + .seconds(3600), 50) == 10)
    }
}
