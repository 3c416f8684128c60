import BasinCore
import BasinTracing
import Testing

@Suite struct SpanQueueTests {
    private static func spans(_ numbers: Range<Int>) -> [Span] {
        numbers.map {
            Span(
                "span \($0)", trace: TraceID(high: 1, low: 1)!, id: SpanID(UInt64($0 + 1))!,
                start: Timestamp(microseconds: 0), end: Timestamp(microseconds: 1))
        }
    }

    @Test("A full queue drops what comes, counts it and keeps what it has")
    func bounds() {
        let queue = SpanQueue(capacity: 10, batchSize: 4)
        queue.add(Self.spans(0..<7))
        queue.add(Self.spans(7..<12))
        queue.add(Self.spans(12..<13))
        #expect(queue.figures == SpanFigures(waiting: 10, dropped: [.queueFull: 3]))
        #expect(queue.take() == Self.spans(0..<4))
        #expect(queue.take() == Self.spans(4..<8))
        #expect(queue.take() == Self.spans(8..<10))
        #expect(queue.take().isEmpty)
    }

    @Test("A full batch wakes the reader")
    func wakes() async {
        let queue = SpanQueue(capacity: 10, batchSize: 4)
        queue.add(Self.spans(0..<3))
        queue.add(Self.spans(3..<4))
        var arrivals = queue.arrivals.makeAsyncIterator()
        #expect(await arrivals.next() != nil)
        #expect(queue.take().count == 4)
    }

    @Test("Its metrics name every reason, those that did not occur with 0")
    func metrics() {
        let queue = SpanQueue(capacity: 1)
        queue.add(Self.spans(0..<3))
        queue.exported(5)
        queue.dropped(2, .unreachable)
        let text = queue.figures.metrics.map(\.text).joined()
        #expect(text.contains("basin_traces_spans_exported_total 5\n"))
        #expect(text.contains("basin_traces_spans_waiting 1\n"))
        for (reason, count) in [("queue_full", 2), ("unreachable", 2), ("refused", 0), ("rejected", 0)] {
            #expect(text.contains("basin_traces_spans_dropped_total{reason=\"\(reason)\"} \(count)\n"))
        }
    }
}
