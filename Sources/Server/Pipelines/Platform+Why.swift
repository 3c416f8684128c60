import BasinCore
import BasinProcessing
import BasinWire

extension Platform {
    func why(_ dataset: String, _ partition: String) async throws -> WhyAnswer {
        // An event type's hours are made by no pipeline, and people ask about them all the same.
        _ = try await read { try Self.madeDataset(named: dataset, in: $0) }
        let reasons = try await BlockingThreads.shared.run { [pipelines, clock] in
            try pipelines.scheduler.why(dataset, partition, at: clock.now())
        }
        return WhyAnswer(
            dataset: dataset, partition: partition, state: reasons.first?.code.rawValue ?? "unknown",
            reasons: reasons.flatMap { WhyReason.list($0, depth: 0) })
    }
}

extension WhyReason {
    /// The reason, then what is behind it.
    fileprivate static func list(_ reason: Reason, depth: Int) -> [WhyReason] {
        let lead = depth > 0 ? "because: " : ""
        let own = WhyReason(
            code: reason.code.rawValue, message: lead + reason.sentence, since: reason.since?.description,
            remedy: reason.remedy)
        return [own] + reason.because.flatMap { list($0, depth: depth + 1) }
    }
}
