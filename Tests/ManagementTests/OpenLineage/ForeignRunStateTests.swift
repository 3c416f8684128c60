import BasinCore
import BasinManagement
import Testing

@Suite struct ForeignRunStateTests {
    private typealias Told = (step: ForeignRunState.Step?, at: Int64)

    private static func state(_ events: [Told]) -> ForeignRunState {
        events.reduce(into: ForeignRunState()) { $0.apply($1.step, at: Timestamp(microseconds: $1.at)) }
    }

    private static func orders(_ events: [Told]) -> [[Told]] {
        guard events.count > 1 else { return [events] }
        return events.indices.flatMap { index in
            var rest = events
            let first = rest.remove(at: index)
            return orders(rest).map { [first] + $0 }
        }
    }

    @Test("whatever the order of events, and however often they come, a run's state is the same", arguments: [
        ([(.start, 1), (.running, 2), (.complete, 3)], .completed),
        ([(.start, 1), (.fail, 3)], .failed),
        ([(.start, 1), (.abort, 3), (.other, 4)], .aborted),
        // Tried again, and it came through; the end that is later counts.
        ([(.start, 1), (.fail, 2), (.start, 3), (.complete, 4)], .completed),
        ([(.complete, 5), (.fail, 5), (nil, 6)], .failed),
        ([(.other, 1), (nil, 2)], .new),
        ([(.running, 9)], .running),
    ] as [([(ForeignRunState.Step?, Int64)], ForeignRunState.State)])
    func converges(_ events: [(ForeignRunState.Step?, Int64)], _ expected: ForeignRunState.State) {
        let told = events.map { (step: $0.0, at: $0.1) }
        let once = Self.state(told)
        #expect(once.state == expected)
        #expect(once.firstAt?.microseconds == told.map(\.at).min() && once.lastAt?.microseconds == told.map(\.at).max())
        for order in Self.orders(told) {
            #expect(Self.state(order) == once)
            #expect(Self.state(order + order.reversed()) == once)
        }
    }
}
