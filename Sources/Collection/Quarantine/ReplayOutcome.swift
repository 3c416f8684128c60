/// What a replay came to.
package struct ReplayOutcome: Sendable {
    /// Events that left quarantine: delivered, or found to have been delivered before.
    package var replayed = 0
    /// Why the others of the type stay, as it is today.
    package var left: [QuarantineReason] = []
    /// Left alone because the same event may have been delivered so long ago that its identity is forgotten.
    package var tooOld = 0
    /// Left alone because the key of their day was destroyed.
    package var unreadable = 0

    package init() {}

    mutating func stays(_ row: QuarantineRow, _ refusal: IntakeBatch.Refusal?) {
        let code = refusal?.code.rawValue ?? row.code
        let field = refusal == nil ? row.field : refusal?.field
        let message = refusal?.message ?? row.message
        if let index = left.firstIndex(where: { $0.code == code && $0.field == field && $0.message == message }) {
            left[index].events += 1
            left[index].first = min(left[index].first, row.received)
            left[index].last = max(left[index].last, row.received)
        } else if left.count < QuarantineFiles.mostReasons {
            left.append(
                QuarantineReason(
                    code: code, field: field, message: message, events: 1, first: row.received, last: row.received))
        }
    }
}
