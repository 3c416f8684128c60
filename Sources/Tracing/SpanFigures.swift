package import BasinCore

/// What became of the spans since the start.
package struct SpanFigures: Sendable, Equatable {
    package var waiting = 0
    package var exported = 0
    package var dropped: [DropReason: Int] = [:]

    package init(waiting: Int = 0, exported: Int = 0, dropped: [DropReason: Int] = [:]) {
        self.waiting = waiting
        self.exported = exported
        self.dropped = dropped
    }

    package var metrics: [Metric] {
        [
            Metric("basin_traces_spans_waiting", .gauge, "Spans that wait to be sent to the collector", waiting),
            Metric(
                "basin_traces_spans_exported_total", .counter, "Spans that the collector took since the start",
                exported),
            Metric(
                "basin_traces_spans_dropped_total", .counter,
                "Spans that were not exported since the start, by the reason",
                DropReason.allCases.map {
                    Metric.Sample(labels: [("reason", $0.rawValue)], Double(dropped[$0] ?? 0))
                }),
        ]
    }
}
