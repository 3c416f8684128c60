import BasinTracing
import Testing

@Suite struct SamplerTests {
    private static let trace = TraceID(high: 7, low: 1 << 55)!
    private static func parent(_ flags: String) -> TraceParent? {
        TraceParent(header: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-" + flags)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var sampler: Sampler
        var kind: Sampler.Kind
        var flags: String?
        var isWithinLimit = true
        var verdict: Sampler.Verdict
        var testDescription: String { name }
    }

    @Test("What is recorded follows from the kind, the client's decision and the limit", arguments: [
        Case(name: "events within the limit", sampler: Sampler(), kind: .events, verdict: .record),
        Case(name: "events beyond it", sampler: Sampler(), kind: .events, isWithinLimit: false, verdict: .recordIfFailed),
        Case(
            name: "events beyond it that the client records", sampler: Sampler(), kind: .events, flags: "01",
            isWithinLimit: false, verdict: .record),
        Case(name: "events that the client leaves out", sampler: Sampler(), kind: .events, flags: "00", verdict: .recordIfFailed),
        Case(name: "a probe", sampler: Sampler(), kind: .probe, verdict: .recordIfFailed),
        Case(name: "a probe that the client records", sampler: Sampler(), kind: .probe, flags: "01", verdict: .record),
        Case(name: "another request", sampler: Sampler(), kind: .request, isWithinLimit: false, verdict: .record),
        Case(name: "the server's own work", sampler: Sampler(), kind: .work, isWithinLimit: false, verdict: .record),
        Case(
            name: "always_on", sampler: Sampler(.all, followsParent: false), kind: .events, flags: "00",
            isWithinLimit: false, verdict: .record),
        Case(name: "always_on, a probe", sampler: Sampler(.all, followsParent: false), kind: .probe, verdict: .record),
        Case(name: "always_off", sampler: Sampler(.none, followsParent: false), kind: .work, flags: "01", verdict: .drop),
        Case(name: "parentbased_always_off", sampler: Sampler(.none), kind: .request, flags: "01", verdict: .record),
        Case(name: "parentbased_always_on", sampler: Sampler(.all), kind: .request, flags: "00", verdict: .drop),
        Case(name: "a share that holds the id", sampler: Sampler(.share(0.5)), kind: .events, verdict: .record),
        Case(name: "a share that does not", sampler: Sampler(.share(0.49)), kind: .events, verdict: .drop),
        Case(name: "no share, and the client records", sampler: Sampler(.share(0)), kind: .events, flags: "03", verdict: .record),
        Case(
            name: "traceidratio does not ask the client", sampler: Sampler(.share(0), followsParent: false), kind: .events,
            flags: "01", verdict: .drop),
    ])
    func verdict(_ example: Case) {
        let verdict = example.sampler.verdict(
            example.kind, trace: Self.trace, parent: example.flags.flatMap(Self.parent)
        ) { example.isWithinLimit }
        #expect(verdict == example.verdict)
    }

    @Test("Of many traces about the share is recorded; all of them with 1, none with 0", arguments: [0, 0.01, 0.25, 1])
    func share(_ share: Double) {
        let ids = IDSource(seeds: (11, 12)), sampler = Sampler(.share(share))
        var recorded = 0
        for _ in 0..<100_000
        where sampler.verdict(.work, trace: ids.trace(), parent: nil, isWithinLimit: { true }) == .record { recorded += 1 }
        let expected = share * 100_000
        #expect(abs(Double(recorded) - expected) <= (share == 0 || share == 1 ? 0 : 4 * (expected * (1 - share)).squareRoot()))
        let last = TraceID(high: 1, low: .max)!
        #expect((sampler.verdict(.work, trace: last, parent: nil) { true } == .record) == (share > 0))
    }
}
