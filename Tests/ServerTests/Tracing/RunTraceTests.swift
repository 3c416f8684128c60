import BasinCore
import BasinProcessing
import BasinServer
import BasinTracing
import Testing

@Suite struct RunTraceTests {
    private static let start = Timestamp(microseconds: 1_541_253_600_000_000)
    private static func at(_ seconds: Double) -> Timestamp { start + .seconds(seconds) }
    private static let failure = RunFailure(.userError, "A sentence with MARKED value.")

    private static func report(_ attempt: Int, ended: Double, audit: Double?, checks: [Bool] = []) -> RunReport {
        var report = RunReport(
            attempt: attempt, worker: "worker 1, process 7", startedAt: start, endedAt: at(ended),
            usage: RunUsage(cpuSeconds: 1.5, peakBytes: 1000),
            checks: checks.map {
                CheckResult(name: "unique", isBlocking: true, passed: $0, message: "MARKED", sampleRows: ["MARKED"])
            }, rows: 12, log: "MARKED")
        report.auditSeconds = audit
        return report
    }

    private static func spans(
        _ events: [(Double, RunEvent)], _ reports: [RunReport] = [], state: String = "succeeded"
    ) -> [Span] {
        let ids = IDSource(seeds: (5, 6))
        return RunTrace(
            runID: 42, dataset: "songs_hourly", partition: "2018-11-03T14", reason: "data", state: state, createdAt: start,
            endedAt: at(events.last?.0 ?? 0), events: events.map { (at($0.0), $0.1) }, reports: reports
        ).spans(ids.trace(), .sampled, id: ids.span)
    }

    /// `name from-to`, with why it failed.
    private static func lines(_ spans: [Span]) -> [String] {
        spans.map { span in
            let times = [span.start, span.end].map { Double($0.microseconds - start.microseconds) / 1e6 }
            return "\(span.name) \(times[0])-\(times[1])" + (span.failure.map { " " + $0 } ?? "")
        }
    }

    @Test("A run that is published waits, works, is audited and published, below one span")
    func published() throws {
        let spans = Self.spans(
            [(2, .started(token: 7, worker: "w", seconds: 60)), (5, .staged(token: 7)), (6, .published(token: 7, revision: 3))],
            [Self.report(1, ended: 4.5, audit: 0.5, checks: [true, true])])
        #expect(
            Self.lines(spans) == [
                "basin.run.queued 0.0-2.0", "basin.run.work 2.0-4.0", "basin.run.audit 4.0-4.5",
                "basin.run.publish 5.0-6.0", "basin.run 0.0-6.0",
            ])
        let root = try #require(spans.last)
        #expect(root.parent == nil)
        #expect(spans.dropLast().allSatisfy { $0.parent == root.id && $0.trace == root.trace })
        #expect(Set(spans.map(\.id)).count == spans.count)
        for attribute in [
            Attribute(.runID, 42), Attribute(.dataset, "songs_hourly"), Attribute(.partition, "2018-11-03T14"),
            Attribute(.revision, 3), Attribute(.rows, 12), Attribute(.attempts, 1), Attribute(.runState, "succeeded"),
        ] { #expect(root.attributes.contains(attribute)) }
        #expect(spans[2].attributes.contains(Attribute(.checks, 2)))
    }

    @Test("Every try has its own spans; what was lost or failed in between says so, and the end counts")
    func tries() {
        let spans = Self.spans(
            [
                (1, .started(token: 1, worker: "w", seconds: 60)), (3, .lost(token: 1, random: 0)),
                (4, .started(token: 2, worker: "w", seconds: 60)),
                (6, .failed(token: 2, RunFailure(.other, "MARKED"), random: 0)), (36, .retryDue),
                (37, .started(token: 3, worker: "w", seconds: 60)), (39, .staged(token: 3)),
                (39.5, .published(token: 3, revision: 1)),
            ], [Self.report(2, ended: 5.5, audit: nil), Self.report(3, ended: 38.5, audit: 0.5)])
        #expect(
            Self.lines(spans) == [
                "basin.run.queued 0.0-1.0", "basin.run.work 1.0-3.0 lost", "basin.run.queued 3.0-4.0",
                "basin.run.work 4.0-5.5 other", "basin.run.queued 36.0-37.0", "basin.run.work 37.0-38.0",
                "basin.run.audit 38.0-38.5", "basin.run.publish 39.0-39.5", "basin.run 0.0-39.5",
            ])
    }

    @Test("A failed check is the audit's failure, not the work's")
    func failedCheck() {
        let spans = Self.spans(
            [(0, .started(token: 1, worker: "w", seconds: 60)), (3, .failed(token: 1, Self.failure, random: 0))],
            [Self.report(1, ended: 2, audit: 1, checks: [true, false])], state: "failed")
        #expect(
            Self.lines(spans) == [
                "basin.run.queued 0.0-0.0", "basin.run.work 0.0-1.0", "basin.run.audit 1.0-2.0 user_error",
                "basin.run 0.0-3.0 user_error",
            ])
        #expect(spans[2].attributes.contains(Attribute(.failedChecks, 1)))
    }

    @Test("A run that somebody cancels has not failed, wherever it was", arguments: [false, true])
    func cancelled(_ isWorking: Bool) {
        let started: [(Double, RunEvent)] = isWorking ? [(1, .started(token: 1, worker: "w", seconds: 60))] : []
        let spans = Self.spans(started + [(4, .cancelled(by: "MARKED"))], state: "cancelled")
        #expect(
            Self.lines(spans)
                == (isWorking
                    ? ["basin.run.queued 0.0-1.0", "basin.run.work 1.0-4.0 cancelled", "basin.run 0.0-4.0"]
                    : ["basin.run.queued 0.0-4.0", "basin.run 0.0-4.0"]))
    }

    @Test("A run that is over its time, or can never be made, failed so")
    func others() {
        #expect(
            Self.lines(
                Self.spans([(1, .started(token: 1, worker: "w", seconds: 60)), (121, .timedOut(token: 1, random: 0))])
            ).last == "basin.run 0.0-121.0 timeout")
        #expect(Self.lines(Self.spans([(1, .ruledOut(RunFailure(.missingInput, "")))])).last == "basin.run 0.0-1.0 missing_input")
    }

    @Test("Nothing that a person or a worker wrote is in any span")
    func nothingWritten() {
        let spans = Self.spans(
            [(0, .started(token: 1, worker: "w", seconds: 60)), (3, .failed(token: 1, Self.failure, random: 0))],
            [Self.report(1, ended: 2, audit: 1, checks: [false])], state: "failed")
        let text = String(decoding: OTLPTraces(resource: [], version: "1").body(spans), as: UTF8.self)
        #expect(!text.contains("MARKED") && !text.contains("process 7"))
    }
}
