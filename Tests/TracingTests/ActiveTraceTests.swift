import BasinCore
import BasinTracing
import Testing

@Suite struct ActiveTraceTests {
    private static let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"

    private static func tracer(_ sampler: Sampler = Sampler(), eventRequests: Int = 0) -> Tracer {
        Tracer(
            sampler: sampler, eventRequests: eventRequests, ids: IDSource(seeds: (1, 2)),
            clock: Clock { Timestamp(microseconds: 1_541_253_600_000_000) })
    }

    @Test("A request goes on with its client's trace; what is below it is below its span")
    func continues() throws {
        let tracer = Self.tracer()
        let trace = try #require(tracer.begin(.events, parent: TraceParent(header: Self.header + "1")))
        trace.begin("basin.commit", [Attribute(.accepted, 5)]).end([Attribute(.refused, 1)])
        trace.end("POST /events", [Attribute(.status, 200)])
        let spans = tracer.queue.take()
        #expect(spans.map(\.name) == ["basin.commit", "POST /events"])
        #expect(Set(spans.map(\.trace.description)) == ["4bf92f3577b34da6a3ce929d0e0e4736"])
        #expect(spans[0].parent == spans[1].id)
        #expect(spans[0].attributes == [Attribute(.accepted, 5), Attribute(.refused, 1)])
        #expect(!spans[0].isParentRemote)
        #expect(spans[1].parent?.description == "00f067aa0ba902b7")
        #expect(spans[1].isParentRemote)
        #expect(spans[1].kind == .server)
        #expect(spans[1].start <= spans[0].start && spans[0].end <= spans[1].end)
    }

    @Test("Beyond the limit a request is recorded only if it fails, with what was below it", arguments: [false, true])
    func undecided(_ fails: Bool) throws {
        let tracer = Self.tracer()
        let trace = try #require(tracer.begin(.events))
        trace.begin("basin.commit").end(failure: fails ? "unavailable" : nil)
        #expect(tracer.queue.figures.waiting == 0)
        let late = trace.begin("basin.query")
        trace.end("POST /events", [], failure: fails ? "unavailable" : nil)
        late.end()
        #expect(
            tracer.queue.take().map(\.name) == (fails ? ["basin.commit", "POST /events", "basin.query"] : []))
    }

    @Test("So many requests with events a second are recorded")
    func limit() {
        let tracer = Self.tracer(eventRequests: 3)
        for _ in 0..<20 { tracer.begin(.events)?.end("POST /events", []) }
        #expect(tracer.queue.take().count == 3)
    }

    @Test("What is not to be recorded makes nothing")
    func off() {
        let tracer = Self.tracer(Sampler(.none, followsParent: false))
        #expect(tracer.begin(.request) == nil)
        tracer.record("basin.deliver", took: .seconds(1), [])
        tracer.record { _, _ in
            Issue.record("made")
            return []
        }
        #expect(tracer.queue.take().isEmpty)
    }

    @Test("A span ends once, whoever ends it first")
    func once() throws {
        let tracer = Self.tracer()
        let trace = try #require(tracer.begin(.request))
        let span = trace.begin("basin.query")
        span.end(BasinError(.query, "A sentence about somebody."))
        span.add([Attribute(.rows, 1)])
        span.end()
        let spans = tracer.queue.take()
        #expect(spans.map(\.failure) == ["query"])
        #expect(spans[0].attributes.isEmpty)
    }

    @Test("What is over already is a trace of its own, that ended now")
    func work() throws {
        let tracer = Self.tracer()
        tracer.record("basin.seal", took: .milliseconds(1500), [Attribute(.rows, 7)], failure: "damaged")
        let span = try #require(tracer.queue.take().first)
        #expect(span.start == Timestamp(microseconds: 1_541_253_598_500_000))
        #expect(span.end == Timestamp(microseconds: 1_541_253_600_000_000))
        #expect(span.parent == nil && span.failure == "damaged" && span.kind == .internal)
        #expect(span.flags == [.sampled, .random])
    }
}
