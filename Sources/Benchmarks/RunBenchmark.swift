import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging

/// Runs that do nothing, through real workers with everything durable: how many a second, and what one costs beside its
/// SQL. Of single runs: from the request until a worker has it, and from the end of the SQL until it is published.
struct RunBenchmark {
    private static let many = 200, singles = 60

    func run() async throws {
        try await Machine.withFolder { folder in
            let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
            var options = PlatformOptions(dataFolder: folder)
            options.pipelines = .workers(program: "/proc/self/exe")
            let platform = try await Platform.open(options, logger: logger)
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            let client = APIClient(transport: doors.transport, token: doors.token)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await platform.run() }
                try await measure(client)
                group.cancelAll()
            }
            await platform.close()
        }
    }

    private func measure(_ client: APIClient) async throws {
        let sync = try DiskBenchmark.measure(bytes: 40_000, count: 100)
        let over = Hour(Clock.system.now())
        let first = Hour(index: over.index - Self.many)
        let start = ContinuousClock.now
        _ = try await client.apply(Self.files(first: first))
        while try await client.pipelineStatus().succeeded < Self.many { try await Task.sleep(for: .milliseconds(10)) }
        let took = (ContinuousClock.now - start) / .seconds(1)
        row("runs that do nothing, 4 workers, all durable", "runs/s", "fdatasync p99 ms")
        row("  \(Self.many) partitions, from apply on", fixed(Double(Self.many) / took, 1), fixed(sync.quantile(0.99)))
        var begins = Sample(), publications = Sample()
        for number in 0..<Self.singles {
            var run = try await client.startRun(dataset: "single", partition: Hour(index: first.index + number).description)
            while run.endedAt == nil {
                try await Task.sleep(for: .milliseconds(2))
                run = try await client.run(run.id).summary
            }
            let detail = try await client.run(run.id)
            let times = Dictionary(detail.events.compactMap { event in
                Timestamp(rfc3339: event.at).map { (String(event.event.prefix { $0.isLetter }), $0) }
            }) { _, last in last }
            guard let created = Timestamp(rfc3339: run.createdAt), let started = times["started"],
                let staged = times["staged"], let published = times["published"]
            else { throw BasinError(.damaged, "Run \(run.id) of the benchmark ended as \(run.state).") }
            begins.add(Double(started.microseconds - created.microseconds) / 1000)
            publications.add(Double(published.microseconds - staged.microseconds) / 1000)
        }
        row("one run at a time", "p50 ms", "p99 ms", "goal p99 ms")
        row("  ready → running", fixed(begins.quantile(0.5), 1), fixed(begins.quantile(0.99), 1), "50")
        row("  staged → published", fixed(publications.quantile(0.5), 1), fixed(publications.quantile(0.99), 1), "30, where fdatasync p99 < 1 ms")
    }

    private static func files(first: Hour) -> [String: String] {
        var files = ["teams.yaml": "team-benchmark: {contact: nobody}\n"]
        for (name, trigger) in [("many", "data"), ("single", "manual")] {
            files["datasets/\(name).sql"] = "SELECT 1 AS n\n"
            files["datasets/\(name).yaml"] = """
                owner: team-benchmark
                description: Made for measuring.
                partition: hour
                start: \(first.start)
                trigger: \(trigger)

                """
        }
        return files
    }
}
