import BasinEngines
import BasinAPI
import BasinCollection
import BasinCore
import BasinWire
import NIOCore

/// Events watched as they come.
extension Platform {
    var liveServices: LiveServices {
        LiveServices(
            watch: { try await self.watchEvents($0, $1) }, stream: { try await self.streamEvents($0, $1) })
    }

    private func watchEvents(_ request: LiveEventsRequest, _ departure: Departure) async throws -> QueryAnswer {
        let verdict = try request.verdict.map { text in
            guard let verdict = LiveRequest.Verdict(rawValue: text) else {
                throw BasinError(.invalid, "`verdict` is neither accepted nor refused; leave it out for both.")
            }
            return verdict
        }
        let names = request.types
        let ids = try await read { snapshot in Set(try names.map { try Self.type(named: $0, in: snapshot).id }) }
        let reader = try await BlockingThreads.shared.run { [intake, parser] in
            try intake.live.open(
                LiveRequest(
                    typeIDs: names.isEmpty ? nil : ids, verdict: verdict,
                    condition: request.condition.map { try parser.checkCondition($0) }))
        }
        departure.whenGone { reader.close() }
        return QueryAnswer(
            contentType: "text/event-stream", headers: ["Cache-Control": "no-store"],
            body: AsyncThrowingStream { await reader.next().map(ByteBuffer.init(bytes:)) })
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
