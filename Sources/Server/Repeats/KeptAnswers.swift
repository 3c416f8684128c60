import BasinAPI
import BasinCore
import BasinMetastore
import Synchronization

/// Answers that are kept for a day, and the requests that are in progress. A request that was begun and is neither is one
/// over which a server died, or failed: nobody knows how it ended.
final class KeptAnswers: Sendable {
    /// A day.
    static let kept: Int64 = 86_400
    /// Of one account.
    static let mostRequests = 2000
    static let mostBytes = 4 << 20

    private let metastore: Metastore
    private let clock: Clock
    private let inProgress = Mutex<Set<RepeatableRequest>>([])

    private let hash: @Sendable ([UInt8]) -> [UInt8]

    /// - Parameter hash: an HMAC under a key that is not in the metastore.
    init(metastore: Metastore, clock: Clock, hash: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.metastore = metastore
        self.hash = hash
        self.clock = clock
    }

    var services: KeptAnswerServices {
        KeptAnswerServices(
            begin: { try await self.begin($0) },
            finish: { request, answer in
                await self.end(request) {
                    try $0.keep(answer, account: request.account, name: request.name, mostBytes: Self.mostBytes)
                }
            },
            forget: { request in
                await self.end(request) { try $0.forgetAnswer(account: request.account, name: request.name) }
            }, leave: { self.leave($0) },
            // Nothing in the audit log, whose key this is, begins so.
            hash: { [hash] in hash(Array("kept-answer/".utf8) + $0) })
    }

    private func begin(_ request: RepeatableRequest) async throws -> KeptAnswerServices.Standing {
        guard inProgress.withLock({ $0.insert(request).inserted }) else { return .inProgress }
        let now = clock.now()
        let since = now + .seconds(-Self.kept)
        do {
            let known = try await BlockingThreads.shared.run { [metastore] in
                try metastore.write { transaction -> KeptAnswer?? in
                    let known = try transaction.snapshot.keptAnswer(account: request.account, name: request.name, since: since)
                    if known == nil {
                        try transaction.beginAnswer(
                            account: request.account, name: request.name, at: now, since: since, most: Self.mostRequests)
                    }
                    return known
                }
            }
            guard let known else { return .first }
            leave(request)
            if let known { return .answered(known) }
            return .unknown
        } catch {
            leave(request)
            throw error
        }
    }

    /// What cannot be written leaves the outcome unknown, which is safe.
    private func end(_ request: RepeatableRequest, _ change: @escaping @Sendable (Transaction) throws -> Void) async {
        try? await BlockingThreads.shared.run { [metastore] in try metastore.write { try change($0) } }
        leave(request)
    }

    private func leave(_ request: RepeatableRequest) { inProgress.withLock { _ = $0.remove(request) } }

    /// Answers of yesterday are of no use to anybody. Blocks.
    func forgetOld() throws {
        let since = clock.now() + .seconds(-Self.kept)
        try metastore.write { try $0.forgetAnswers(before: since) }
    }
}
