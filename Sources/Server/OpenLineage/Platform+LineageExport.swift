import BasinCore
import BasinManagement
import BasinMetastore
import Logging

/// Telling others of Basin's runs. What is to be told is written with the runs' own events, so that a restart loses
/// nothing of it, and no run waits for who is told.
extension Platform {
    /// Events that wait at most; the oldest are let go of then.
    private static let mostWaiting = 100_000
    private static let batch = 100

    static func setLineageTarget(_ options: PlatformOptions, _ metastore: Metastore) throws {
        // A command on the folder of a server that is away leaves what waits for it.
        guard options.exportsLineage else { return }
        try metastore.write { try $0.setLineageTarget(options.lineageTarget?.url) }
    }

    /// Sends what waits, the oldest first, until cancelled. An event may be sent twice, when Basin ends between the answer
    /// and the note of it.
    func exportLineage() async {
        guard let target = lineageTarget else { return }
        logger.notice("runs are told of", metadata: ["lineage.host": "\(target.host)"])
        let client = LineageClient(target)
        var retry = LineageRetry()
        while !Task.isCancelled {
            do {
                let isDone = try await sendWaiting(client, target, &retry)
                try await Task.sleep(for: isDone ? .seconds(1) : retry.pause(random: .random(in: 0..<1)))
            } catch is CancellationError {
                break
            } catch {
                logger.error("runs cannot be told of", metadata: ["error": "\(error)"])
                try? await keepBounded(sentBefore: 0)
                try? await Task.sleep(for: .seconds(10))
            }
        }
        await client.close()
    }

    /// - Returns: false when the endpoint did not take one.
    private func sendWaiting(_ client: LineageClient, _ target: LineageTarget, _ retry: inout LineageRetry) async throws -> Bool {
        while !Task.isCancelled {
            let waiting = try await read { [namespace, logger] snapshot in
                try snapshot.lineageOutbox(limit: Self.batch).map { entry -> (Int64, [UInt8]?) in
                    do {
                        return (entry.number, try OutgoingRun(entry, namespace, in: snapshot)?.event.json)
                    } catch where error is DecodingError || (error as? BasinError)?.code == .damaged {
                        // It will not mend, and the others are not to wait for it.
                        logger.error("a run cannot be told of", metadata: ["run.id": "\(entry.runID)", "error": "\(error)"])
                        return (entry.number, nil)
                    }
                }
            }
            guard let last = waiting.last?.0 else { return true }
            for (number, body) in waiting {
                guard let body else { continue }
                let answer = await client.post(body)
                if Task.isCancelled, answer != .taken {
                    try? await keepBounded(sentBefore: number)
                    return false
                }
                guard note(answer, number, target, &retry) else {
                    try await keepBounded(sentBefore: number)
                    return false
                }
            }
            // An endpoint that takes them slowly is no reason to keep more than is promised.
            try await keepBounded(sentBefore: last + 1)
        }
        return true
    }

    /// - Returns: whether to go on with the next.
    private func note(
        _ answer: LineageClient.Answer, _ number: Int64, _ target: LineageTarget, _ retry: inout LineageRetry
    ) -> Bool {
        switch answer {
        case .taken:
            if retry.isAway { logger.notice("runs are told of again", metadata: ["lineage.host": "\(target.host)"]) }
            retry.succeeded()
            return true
        case .refused(let status):
            logger.warning(
                "an event of a run was refused and is not sent again",
                metadata: ["lineage.host": "\(target.host)", "lineage.status": "\(status)", "lineage.event": "\(number)"])
            retry.succeeded()
            return true
        case .later, .nothing:
            // The same trouble with every event is one trouble.
            if !retry.isAway {
                let status = if case .later(let status) = answer { "status \(status)" } else { "no answer" }
                logger.warning(
                    "runs cannot be told of; what happens is kept and sent later",
                    metadata: ["lineage.host": "\(target.host)", "lineage.answer": "\(status)"])
            }
            retry.failed()
            return false
        }
    }

    private func keepBounded(sentBefore number: Int64) async throws {
        let dropped = try await BlockingThreads.shared.run { [metastore] in
            try metastore.write { transaction in
                try transaction.forgetLineageOutbox(through: number - 1)
                return try transaction.trimLineageOutbox(to: Self.mostWaiting)
            }
        }
        guard dropped > 0 else { return }
        logger.error("events of runs waited in vain and are not sent any more", metadata: ["lineage.events": "\(dropped)"])
    }
}
