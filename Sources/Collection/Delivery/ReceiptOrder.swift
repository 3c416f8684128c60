import BasinCore

/// When records of one type count as received: by the log's clock, but in no hour that is sealed, and each later than
/// what was delivered before it, whatever clocks and disks did. So what was read of a type in the order of receipt is
/// never joined by something before its end.
struct ReceiptOrder {
    private let firstOpen: Timestamp
    private let last: Timestamp?

    /// - Parameters:
    ///   - firstOpen: the beginning of the first hour that is not sealed.
    ///   - last: when the latest that is delivered was received.
    init(notBefore firstOpen: Timestamp?, after last: Timestamp?) {
        self.firstOpen = firstOpen ?? Timestamp(microseconds: .min)
        self.last = last
    }

    /// The same sections in the same order. Those of one record keep one time.
    func placed(_ sections: [DeliveryBuffer.Pending]) -> [DeliveryBuffer.Pending] {
        var time = last
        var position: UInt64?
        return sections.map { pending in
            if pending.position != position || time == nil {
                let earliest = time.map { $0 + .microseconds(1) } ?? firstOpen
                time = max(pending.received, firstOpen, earliest)
                position = pending.position
            }
            return (pending.section, time ?? pending.received, pending.position)
        }
    }
}
