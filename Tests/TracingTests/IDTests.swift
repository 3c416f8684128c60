import BasinTracing
import Testing

@Suite struct IDTests {
    @Test("Ids are lower-case hexadecimal digits of full length, and never zero")
    func text() {
        #expect(TraceID(high: 0, low: 0xAB)?.description == "000000000000000000000000000000ab")
        #expect(SpanID(0x00F0_67AA_0BA9_02B7)?.description == "00f067aa0ba902b7")
        #expect(TraceID(high: 0, low: 0) == nil)
        #expect(SpanID(0) == nil)
    }

    @Test("A hundred thousand ids of one source are different; two sources make others")
    func different() {
        let source = IDSource(seeds: (1, 2)), other = IDSource(seeds: (1, 3))
        var traces: Set<TraceID> = [], spans: Set<SpanID> = []
        for _ in 0..<100_000 {
            traces.insert(source.trace())
            traces.insert(other.trace())
            spans.insert(source.span())
        }
        #expect(traces.count == 200_000)
        #expect(spans.count == 100_000)
    }
}
