import BasinEngines
import BasinAPI
import BasinCollection
import BasinCore
import BasinMetastore
import BasinWire
import NIOCore

/// Events watched as they come.
extension Platform {
    var liveServices: LiveServices {
        LiveServices(
            watch: { try await self.watchEvents($0, $1, $2) }, stream: { try await self.streamEvents($0, $1, $2) })
    }

    private func watchEvents(_ request: LiveEventsRequest, _ person: Principal, _ departure: Departure) async throws -> QueryAnswer {
        let verdict = try request.verdict.map { text in
            guard let verdict = LiveRequest.Verdict(rawValue: text) else {
                throw BasinError(.invalid, "`verdict` is neither accepted nor refused; leave it out for both.")
            }
            return verdict
        }
        let names = request.types
        guard request.condition == nil || !names.isEmpty else {
            throw BasinError(.invalid, "`where` compares fields of a type; name it with `type`.")
        }
        let (tables, all) = try await read { snapshot in
            (
                try names.map { GuardedTable(try Self.type(named: $0, in: snapshot)) },
                names.isEmpty ? try snapshot.eventTypes().map { GuardedTable($0) } : []
            )
        }
        try await requireWhole(tables, for: person, by: "live", at: clock.now())
        // Without names it is everything that everybody may see now, with what comes of types that are not known (0): whoever
        // watches more says so, and it is written down.
        let open = all.filter { $0.access == .open }
        let ids = names.isEmpty ? Set(open.map(\.id)).union([0]) : Set(tables.map(\.id))
        let goesOn = goesOn(for: person, names.isEmpty ? open : tables)
        let reader = try await BlockingThreads.shared.run { [intake, parser] in
            try intake.live.open(
                LiveRequest(
                    typeIDs: ids, verdict: verdict,
                    condition: request.condition.map { try parser.checkCondition($0) }))
        }
        departure.whenGone { reader.close() }
        return QueryAnswer(
            contentType: "text/event-stream", headers: ["Cache-Control": "no-store"],
            body: AsyncThrowingStream {
                let piece = await reader.next()
                try await goesOn()
                return piece.map(ByteBuffer.init(bytes:))
            })
    }

    /// Answers that would go on for ever end with the server.
    func endLiveAnswers() {
        intake.live.end()
        followers.end()
    }

    var liveMetrics: [Metric] {
        [
            Metric("basin_live_readers", .gauge, "Who watches events as they come", intake.live.readerCount),
            Metric(
                "basin_live_events_not_shown_total", .counter,
                "Events that somebody watched for and was not shown since the start, because there were too many",
                intake.live.notShownCount),
            Metric("basin_stream_readers", .gauge, "Who takes events in the order of receipt", followers.readers),
            Metric(
                "basin_stream_events_total", .counter,
                "Events that were given in the order of receipt since the start", followers.eventsGiven),
        ]
    }
}
