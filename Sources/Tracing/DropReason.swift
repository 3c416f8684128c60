/// Why a span was not exported.
package enum DropReason: String, Sendable, CaseIterable {
    /// More came than could be sent.
    case queueFull = "queue_full"
    /// The collector gave no answer, or asked to wait, until the last try.
    case unreachable
    /// The collector answered that it does not take such requests.
    case refused
    /// The collector took the request, but not these spans of it.
    case rejected
}
