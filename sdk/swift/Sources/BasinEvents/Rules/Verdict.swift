import Foundation

/// What an answer means for the batch.
package enum Verdict: Sendable, Hashable {
    /// Every event is with the server; those named are in quarantine there.
    case taken([IntakeAnswer.Refusal])
    /// The request is too large, whatever is in it.
    case tooLarge(String)
    /// Some event makes the server refuse all of them, now and later.
    case spoiled(String)
    /// Later, and when the server said so, not before that.
    case later(Duration?, String)
    /// The write key.
    case unauthorized(String)
    /// Nothing that a Basin server says: nothing is known about the batch.
    case unexpected(String)

    /// - Parameters:
    ///   - answer: nil when none came.
    ///   - events: how many the batch has.
    package init(_ answer: DeliveryAnswer?, events: Int, now: WallTime) {
        guard let answer else {
            self = .later(nil, "No answer came.")
            return
        }
        switch answer.status {
        case 200:
            // A network's sign-in page is a 200, too.
            guard let taken = try? JSONDecoder().decode(IntakeAnswer.self, from: Data(answer.body)),
                taken.accepted + taken.refused.count == events
            else {
                self = .unexpected("The answer is 200, but not Basin's; is there something between?")
                return
            }
            self = .taken(taken.refused)
        case 400:
            guard let error = ErrorBody(answer), error.code == "invalid" else {
                self = .unexpected("The answer is 400, but not Basin's; is there something between?")
                return
            }
            self = .spoiled(error.message)
        case 413:
            self = .tooLarge(ErrorBody(answer)?.message ?? "The server finds the request too large.")
        case 401, 403:
            self = .unauthorized(ErrorBody(answer)?.message ?? "The server refuses the write key.")
        case 408, 425, 429, 500...599:
            self = .later(
                RetryAfter.delay(answer.headers, now: now),
                ErrorBody(answer)?.message ?? "The server answers \(answer.status).")
        default:
            self = .unexpected(
                "The answer is \(answer.status), which no Basin server gives to events; check Configuration.server.")
        }
    }
}
