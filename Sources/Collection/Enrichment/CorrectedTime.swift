/// When an event happened by the server's clock. A client's clock may be wrong; what it says of the time between the
/// event and its sending is right all the same, so that much earlier than the receipt it happened.
package enum CorrectedTime {
    /// Microseconds since 1970. Never after the receipt: some clients cut the time of sending to whole seconds, so that
    /// it seems to be before the event. Never before the year 1.
    package static func microseconds(received: Int64, sent: Int64, event: Int64) -> Int64 {
        let (delay, overflows) = sent.subtractingReportingOverflow(event)
        guard !overflows, delay > 0 else { return received }
        let (corrected, isFar) = received.subtractingReportingOverflow(delay)
        return isFar ? RFC3339.range.lowerBound : max(corrected, RFC3339.range.lowerBound)
    }
}
