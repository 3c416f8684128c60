import Foundation
import Testing

extension Reliability {
    /// Collectors that are away, slow or ill: the server goes on, and counts what it could not export.
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages; make test installs it"))
    struct CollectorTroubleTests {
        private static func environment(_ port: Int) -> [String] {
            ["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:\(port)", "OTEL_TRACES_SAMPLER=always_on"]
        }

        /// The server takes events and answers queries, no slower than a moment.
        private func goesOn(_ traced: TracedProject, _ requests: Int = 20) throws {
            try traced.accept(requests)
            #expect(try traced.basin.number("SELECT count(*) FROM \(TracedProject.type)") > 0)
        }

        @Test("A collector that is away: spans are dropped after five tries, the log says it once; when it comes, all goes on")
        func away() throws {
            let folder = try TestFolder("traces-away")
            let free = try SpanCollector(folder)
            free.stop()
            let traced = try TracedProject("traces-away", folder, environment: Self.environment(free.port))
            try goesOn(traced)
            #expect(try Waiting.until(seconds: 60) { try traced.dropped("unreachable") > 0 })
            try goesOn(traced)
            let collector = try SpanCollector(folder, port: free.port)
            #expect(try Waiting.until(seconds: 60) { try traced.metric("basin_traces_spans_exported_total") ?? 0 > 0 })
            #expect(try collector.requests().allSatisfy { $0.status == 200 })
            #expect(traced.basin.stop() == 0)
            let log = traced.basin.errorText()
            #expect(log.matches(of: /spans cannot be exported/).count == 1)
            #expect(log.contains("spans are exported again"))
        }

        @Test("A collector that never answers: the queue fills and stays bounded, intake is not slowed, and a stop is quick")
        func hangs() throws {
            let folder = try TestFolder("traces-hang")
            let collector = try SpanCollector(folder, mode: "hang")
            let traced = try TracedProject("traces-hang", folder, environment: Self.environment(collector.port))
            try goesOn(traced)
            let before = ProcessFigures(traced.basin.child?.pid)
            // Two spans each: more than there is room for.
            for _ in 0..<10 where try traced.dropped("queue_full") == 0 {
                try traced.accept(1000)
            }
            #expect(try traced.dropped("queue_full") > 0)
            #expect(try traced.metric("basin_traces_spans_waiting") ?? 0 <= 8192)
            if let before, let after = ProcessFigures(traced.basin.child?.pid) {
                #expect(after.megabytes - before.megabytes < 200, "\(before) became \(after)")
            }
            try goesOn(traced)
            let start = ContinuousClock.now
            #expect(traced.basin.stop() == 0)
            #expect(ContinuousClock.now - start < .seconds(15))
        }

        @Test("A collector that takes spans and whose answer never ends is not waited for, nor sent the same again")
        func drips() throws {
            let folder = try TestFolder("traces-drip")
            let collector = try SpanCollector(folder, mode: "drip")
            let traced = try TracedProject("traces-drip", folder, environment: Self.environment(collector.port))
            try goesOn(traced)
            let isAskedAgain = try Waiting.until(seconds: 40) {
                try traced.accept(1)
                return try collector.requests().count > 2
            }
            #expect(isAskedAgain)
            #expect(try traced.metric("basin_traces_spans_exported_total") ?? 0 > 0)
            #expect(try traced.dropped("unreachable") == 0)
            #expect(traced.basin.stop() == 0)
            let spans = try collector.spans()
            #expect(Set(spans.map(\.id)).count == spans.count)
        }

        @Test("A collector that answers 503 with Retry-After is asked again then, five times in all; then it is dropped")
        func overloaded() throws {
            let folder = try TestFolder("traces-503")
            let collector = try SpanCollector(folder, mode: "503 2")
            let traced = try TracedProject("traces-503", folder, environment: Self.environment(collector.port))
            try goesOn(traced)
            #expect(try Waiting.until(seconds: 60) { try traced.dropped("unreachable") > 0 })
            let tries = try collector.requests().prefix(5)
            #expect(tries.map(\.status) == [503, 503, 503, 503, 503])
            #expect(Set(tries.map(\.spans)).count == 1)
            for (first, second) in zip(tries, tries.dropFirst()) {
                #expect(second.at - first.at >= 1.9 && second.at - first.at < 10)
            }
            #expect(try traced.dropped("unreachable") % (tries.first?.spans ?? 1) == 0)
            try goesOn(traced)
            try collector.set("ok")
            #expect(try Waiting.until(seconds: 40) { try traced.metric("basin_traces_spans_exported_total") ?? 0 > 0 })
            #expect(traced.basin.stop() == 0)
        }

        @Test("What a collector refuses is not sent again: a request that it does not take, and spans of one that it does")
        func refuses() throws {
            let folder = try TestFolder("traces-refuse")
            let collector = try SpanCollector(folder, mode: "401")
            let traced = try TracedProject("traces-refuse", folder, environment: Self.environment(collector.port))
            #expect(try Waiting.until(seconds: 30) { try traced.dropped("refused") > 0 })
            try collector.set("reject 2")
            try goesOn(traced)
            #expect(try Waiting.until(seconds: 30) { try traced.dropped("rejected") >= 2 })
            #expect(try traced.metric("basin_traces_spans_exported_total") ?? 0 > 0)
            #expect(traced.basin.stop() == 0)
        }

        @Test("Without an endpoint nothing is exported; with a wrong one the log says so, and the server runs", arguments: [
            ([], nil), (["OTEL_EXPORTER_OTLP_ENDPOINT=127.0.0.1:4317"], "is not a URL"),
            (["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", "OTEL_TRACES_SAMPLER=sometimes"], "is not known here"),
        ] as [([String], String?)])
        func settings(_ environment: [String], _ warning: String?) throws {
            let traced = try TracedProject("traces-off", environment: environment)
            #expect(try traced.post(1, trace: TracedProject.parent(1)).status == 200)
            #expect(try traced.metric("basin_traces_spans_exported_total") == 0)
            #expect(traced.basin.errorText().contains("traces are not as the environment says") == (warning != nil))
            if let warning { #expect(traced.basin.errorText().contains(warning)) }
            #expect(traced.basin.stop() == 0)
        }
    }
}
