import Foundation
import Testing

extension Reliability.Second {
    /// Spans of the real program, read with the official messages.
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the oracles' packages; make test installs it"))
    struct TraceTests {
        @Test("Requests, commits, deliveries, queries, imports, seals and runs are spans; nothing that a person wrote is in them")
        func spans() throws {
            let folder = try TestFolder("traces")
            let collector = try SpanCollector(folder)
            let traced = try TracedProject("traces", folder, environment: try documented(collector.port))
            try request(traced, collector)
            try answers(traced, collector)
            try work(traced, collector)
            try damage(traced, collector)
            try ends(traced, collector)
            try whole(traced, collector)
        }

        /// The environment that docs/operations.md shows, with the collector's port and an operator's secret.
        private func documented(_ port: Int) throws -> [String] {
            let page = try String(contentsOfFile: Surroundings.packageRoot + "/docs/operations.md", encoding: .utf8)
            let lines = page.split(separator: "\n").filter { $0.hasPrefix("export OTEL_") }
            let settings = lines.map { String($0.dropFirst("export ".count).prefix { $0 != " " }) }
            #expect(settings.map { $0.prefix { $0 != "=" } } == ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS"])
            return [settings[0].replacing(":4318", with: ":\(port)"), settings[1], "OTEL_SERVICE_NAME=basin-test"]
        }

        private func request(_ traced: TracedProject, _ collector: SpanCollector) throws {
            let answer = try traced.post(3, trace: TracedProject.parent(1))
            #expect(answer.status == 200)
            #expect(try answer.decoded(IntakeCounts.self).accepted == 2)
            let span = try collector.span("the request") { $0.name == "POST /events" && $0.trace == TracedProject.trace(1) }
            #expect(span.parent == "00000000000000b1" && span.kind == 2 && !span.fails)
            #expect(span.flags == 0x301)
            #expect(span.text("http.request.method") == "POST" && span.text("http.route") == "/events")
            #expect(span.number("http.response.status_code") == 200)
            #expect((span.number("http.request.body.size") ?? 0) > 300)
            #expect(span.resource["service.name"] == .text("basin-test"))
            #expect(span.resource["service.version"] != nil)
            #expect(span.resource["service.instance.id"] != nil)
            let commit = try collector.span("the commit") { $0.name == "basin.commit" && $0.trace == span.trace }
            #expect(commit.parent == span.id && commit.kind == 1 && commit.lies(in: span))
            #expect(commit.number("basin.events.accepted") == 2 && commit.number("basin.events.refused") == 1)
            #expect(commit.text("basin.event_type") == TracedProject.type)

            // Of a path only its pattern is told, of what the client did wrong only the code.
            let path = "/api/v1/datasets/\(TracedProject.mark)?\(TracedProject.mark)=1"
            #expect(try traced.basin.send("GET", path, headers: ["traceparent": TracedProject.parent(6)]).status == 400)
            let wrong = try collector.span("a refusal") { $0.trace == TracedProject.trace(6) }
            #expect(wrong.name == "GET /api/v1/datasets/{name}" && !wrong.fails && wrong.text("basin.error_code") == "invalid")
        }

        private func answers(_ traced: TracedProject, _ collector: SpanCollector) throws {
            #expect(try traced.query(trace: TracedProject.parent(2)).status == 200)
            let asked = try collector.span("the query") { $0.name == "basin.query" && $0.trace == TracedProject.trace(2) }
            let request = try collector.span("its request") { $0.id == asked.parent }
            #expect(request.name == "POST /api/v1/query" && asked.lies(in: request))
            #expect(asked.attributes["basin.datasets"] == .texts([TracedProject.type]))
            #expect(asked.number("basin.rows") == 1)

            #expect(try traced.importing(trace: TracedProject.parent(3)).status == 200)
            let brought = try collector.span("the import") { $0.name == "basin.import" && $0.trace == TracedProject.trace(3) }
            #expect(try collector.span("its request") { $0.id == brought.parent }.name == "POST /api/v1/imports")
            #expect(brought.number("basin.events.delivered") == 1 && brought.text("basin.event_type") == TracedProject.type)
        }

        private func work(_ traced: TracedProject, _ collector: SpanCollector) throws {
            let delivered = try collector.span("a delivery") { $0.name == "basin.deliver" }
            #expect(delivered.text("basin.event_type") == TracedProject.type && delivered.parent.isEmpty)
            #expect(delivered.number("basin.events.received") == 3 && delivered.number("basin.events.quarantined") == 1)

            try traced.basin.setClock(3700)
            let sealed = try collector.span("a seal", seconds: 60) { $0.name == "basin.seal" }
            #expect(sealed.text("basin.event_type") == TracedProject.type && sealed.number("basin.events.delivered") == 2)

            let run = try collector.span("a run", seconds: 60) {
                $0.name == "basin.run" && $0.text("basin.dataset") == TracedProject.dataset
            }
            #expect(!run.fails && run.text("basin.run.state") == "succeeded" && run.number("basin.revision") == 1)
            #expect(run.text("basin.partition") == sealed.text("basin.hour"))
            let below = try collector.spans().filter { $0.trace == run.trace && $0.id != run.id }
            #expect(below.map(\.name) == ["basin.run.queued", "basin.run.work", "basin.run.audit", "basin.run.publish"])
            for span in below {
                #expect(span.parent == run.id && span.lies(in: run) && span.attributes["basin.run_id"] == run.attributes["basin.run_id"])
            }
            let failed = try collector.span("a run whose check fails", seconds: 60) {
                $0.name == "basin.run" && $0.text("basin.dataset") == TracedProject.failing
            }
            #expect(failed.fails && failed.text("error.type") == "user_error")
            let audit = try collector.span("its audit") { $0.name == "basin.run.audit" && $0.parent == failed.id }
            #expect(audit.fails && audit.number("basin.checks.failed") == 1)
        }

        /// A query over a file that is gone fails by the server's fault: its span and its line in the log have one trace.
        private func damage(_ traced: TracedProject, _ collector: SpanCollector) throws {
            for file in TestFolder.files(below: traced.basin.data + "/warehouse/basin/\(TracedProject.type)", suffix: ".parquet") {
                try FileManager.default.removeItem(atPath: file)
            }
            #expect(try traced.query(trace: TracedProject.parent(4, isSampled: false)).status == 500)
            let asked = try collector.span("the query") { $0.name == "basin.query" && $0.trace == TracedProject.trace(4) }
            let request = try collector.span("its request") { $0.id == asked.parent }
            #expect(asked.fails && request.fails && request.text("error.type") == "damaged")
            let line = traced.basin.errorText().split(separator: "\n").first { $0.contains("request failed") }
            #expect(line?.contains("trace.id=\(TracedProject.trace(4))") == true)
            #expect(line?.contains("span.id=\(request.id)") == true)
        }

        /// What happened just before a stop is exported too.
        private func ends(_ traced: TracedProject, _ collector: SpanCollector) throws {
            #expect(try traced.post(1, trace: TracedProject.parent(5)).status == 200)
            #expect(traced.basin.stop() == 0)
            #expect(try collector.spans().filter { $0.trace == TracedProject.trace(5) }.count == 2)
        }

        private func whole(_ traced: TracedProject, _ collector: SpanCollector) throws {
            let requests = try collector.requests(), spans = try collector.spans()
            #expect(requests.filter { $0.status != 200 }.isEmpty)
            #expect(requests.allSatisfy { $0.headers["authorization"] == "Bearer secret-of-the-collector" })
            #expect(Set(spans.map(\.id)).count == spans.count)
            let bodies = collector.bodies()
            #expect(bodies.contains(TracedProject.type))
            for word in [TracedProject.mark, traced.key, BasinProcess.token, "secret-of-the-collector", "127.0.0.1"] {
                #expect(!bodies.contains(word), "\(word) was exported")
            }
            #expect(!traced.basin.errorText().contains("secret-of-the-collector"))
            // A page that a test holds: every name that was exported is explained.
            let page = try String(contentsOfFile: Surroundings.packageRoot + "/docs/operations.md", encoding: .utf8)
            let keys = Set(spans.flatMap { $0.attributes.keys } + spans.flatMap { $0.resource.keys })
            for name in keys.union(spans.map(\.name).filter { $0.hasPrefix("basin.") }) {
                #expect(page.contains("`\(name)`"), "\(name) is not in docs/operations.md")
            }
        }
    }
}
