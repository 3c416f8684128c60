import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

/// Waiting for a backfill, with a bar on the terminal.
enum BackfillProgress {
    /// The backfill as it ended, or as it was paused.
    static func end(of backfill: BackfillSummary, _ client: APIClient) async throws -> BackfillSummary {
        var backfill = backfill
        let line = StatusLine()
        defer { line.finish() }
        while backfill.state == "running" {
            let done = backfill.succeeded + backfill.failed
            let share = backfill.total > 0 ? Double(done) / Double(backfill.total) : 1
            let filled = Int(share * 30)
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
            let left = backfill.secondsLeft.map { ", " + Figures.seconds($0) + " left" } ?? ""
            let failed = backfill.failed > 0 ? ", \(backfill.failed) failed" : ""
            line.show("\(bar) \(done) of \(backfill.total), \(backfill.active) active\(failed)\(left)")
            try await Task.sleep(for: .milliseconds(200))
            backfill = try await client.backfill(backfill.id)
        }
        return backfill
    }

    static func demandSuccess(_ backfill: BackfillSummary) throws {
        guard backfill.state != "done" || backfill.failed > 0 else { return }
        throw BasinError(
            .conflict,
            "Backfill \(backfill.id) is \(backfill.state) with \(backfill.failed) failed partitions; "
                + "`basin runs \(backfill.dataset) --state failed` lists them.")
    }
}
