import BasinClient
import BasinCore
import BasinWire

/// What goes on in a server, in its terminal: a few lines renewed in place for a person, a line every ten seconds
/// otherwise.
struct LiveView: Sendable {
    var address: ServerAddress

    /// Until cancelled.
    func run(_ client: APIClient) async throws {
        try Terminal.write(greeting)
        var rate = EventRate()
        var drawn = 0
        while true {
            let status = try await client.status()
            let pipelines = try await client.pipelineStatus()
            rate.note(status, at: .now)
            if Terminal.outputIsTerminal {
                let lines = lines(status, pipelines, rate.perSecond)
                let up = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
                // Fewer lines than before must not leave old ones behind.
                try Terminal.write(up + "\u{1B}[0J" + lines.map { "\u{1B}[2K" + $0 + "\n" }.joined())
                drawn = lines.count
                try await Task.sleep(for: .seconds(1))
            } else {
                try Terminal.write(line(status, pipelines, rate.perSecond) + "\n")
                try await Task.sleep(for: .seconds(10))
            }
        }
    }

    private var greeting: String {
        let hint =
            if address.token != nil {
                ""
            } else if LocalPlatform.adminToken != nil {
                "\n  Sign in with the token that BASIN_ADMIN_TOKEN holds.\n"
            } else {
                "\n  Sign in with the link of the first start, or set BASIN_ADMIN_TOKEN and start again.\n"
            }
        return "\nBasin is at\n\n  \(address.link)\n\(hint)\n"
    }

    private func lines(_ status: PlatformStatus, _ pipelines: PipelineStatus, _ rate: Double) -> [String] {
        let totals = Totals(status)
        var rows: [(String, String)] = [
            ("events in", "\(Figures.grouped(Int(rate.rounded())))/s, \(Figures.grouped(totals.received)) in all"),
            ("delivered", "\(Figures.grouped(totals.delivered)), \(Figures.grouped(totals.pending)) pending"),
            ("duplicates", Figures.grouped(totals.duplicate)),
            ("refusals", Figures.grouped(totals.refused)),
            ("open hours", Figures.grouped(totals.openHours)),
            (
                "runs",
                "\(pipelines.running) running, \(pipelines.queued) queued, \(pipelines.retrying) to be tried again, "
                    + "\(Figures.grouped(pipelines.succeeded)) published"
            ),
        ]
        if pipelines.failedPartitions + pipelines.stalePartitions > 0 {
            rows.append(
                ("partitions", "\(pipelines.failedPartitions) failed, \(pipelines.stalePartitions) stale; `basin runs --state failed`"))
        }
        let latest = pipelines.latest.map { run in
            "    \(run.dataset) \(run.partition) \(run.state)" + (run.rows.map { ", " + Figures.count($0, "row") } ?? "")
        }
        return rows.map { name, text in "  " + name + String(repeating: " ", count: 12 - name.count) + text }
            + latest.map { String(Terminal.printable($0).prefix(max(20, Terminal.width - 1))) } + [""]
            + [status.ready ? "  Ctrl-C stops." : "  Starting …"]
    }

    private func line(_ status: PlatformStatus, _ pipelines: PipelineStatus, _ rate: Double) -> String {
        let totals = Totals(status)
        return "in \(Int(rate.rounded()))/s, received \(totals.received), delivered \(totals.delivered), pending "
            + "\(totals.pending), duplicates \(totals.duplicate), refusals \(totals.refused), open hours "
            + "\(totals.openHours), runs \(pipelines.running) running \(pipelines.queued) queued "
            + "\(pipelines.succeeded) published, partitions \(pipelines.failedPartitions) failed "
            + "\(pipelines.stalePartitions) stale"
    }

    private struct Totals {
        var received = 0
        var delivered = 0
        var pending = 0
        var duplicate = 0
        var refused: Int
        var openHours = 0

        init(_ status: PlatformStatus) {
            refused = status.unknownTypeRefused
            for type in status.types {
                received += type.received
                delivered += type.delivered
                pending += type.pending
                duplicate += type.duplicate
                refused += type.quarantined
                openHours += type.openHours
            }
        }
    }
}
