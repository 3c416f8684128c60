import BasinAPI
import BasinCore
import Synchronization

/// Kept answers in memory, as a server has them in its metastore.
final class KeptAnswersInMemory: Sendable {
    private enum Held {
        case inProgress, unknown
        case answered(KeptAnswer)
    }
    private let held = Mutex<[RepeatableRequest: Held]>([:])

    var services: KeptAnswerServices {
        KeptAnswerServices(
            begin: { request in
                self.held.withLock { held in
                    switch held[request] {
                    case nil:
                        held[request] = .inProgress
                        return .first
                    case .inProgress?: return .inProgress
                    case .unknown?: return .unknown
                    case .answered(let answer)?: return .answered(answer)
                    }
                }
            },
            finish: { request, answer in self.held.withLock { $0[request] = .answered(answer) } },
            forget: { request in self.held.withLock { $0[request] = nil } },
            leave: { request in self.held.withLock { $0[request] = .unknown } }, hash: { $0.reversed() })
    }

    /// What is on the disk, as it were.
    var answers: [KeptAnswer] {
        held.withLock { $0.values.compactMap { if case .answered(let answer) = $0 { answer } else { nil } } }
    }
}

extension RequestRules {
    static func fake(
        _ size: TokenBucket.Size = RequestLimiter.generous, clock: Clock = .system,
        answers: KeptAnswersInMemory = KeptAnswersInMemory(), strangers: TokenBucket.Size = StrangerLimiter.generous
    ) -> RequestRules {
        RequestRules(
            limiter: RequestLimiter(size, clock: clock), strangers: StrangerLimiter(strangers, clock: clock),
            refusals: RepeatedRefusals(clock: clock), answers: answers.services)
    }
}
