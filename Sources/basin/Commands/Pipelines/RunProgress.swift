import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

/// Waiting for runs, with a line on the terminal that says for what.
enum RunProgress {
    /// The run as it ended.
    static func end(of run: RunSummary, _ client: APIClient) async throws -> RunSummary {
        var run = run
        let line = StatusLine()
        defer { line.finish() }
        while !isOver(run) {
            line.show("run \(run.id), \(run.dataset) \(run.partition): \(run.state)" + (run.reason.map { ", " + $0 } ?? ""))
            try await Task.sleep(for: .milliseconds(100))
            run = try await client.run(run.id).summary
        }
        return run
    }

    static func isOver(_ run: RunSummary) -> Bool { ["succeeded", "failed", "cancelled"].contains(run.state) }

    static func demandSuccess(_ run: RunSummary) throws {
        guard run.state != "succeeded" else { return }
        throw BasinError(
            .conflict,
            "Run \(run.id) \(run.state): \(run.reason ?? "no reason was recorded") See `basin inspect \(run.id)`.")
    }
}
