import Dispatch

extension Courier {
    /// Sends what is there now, as far as that is possible.
    ///
    /// - Parameter done: called once: whether all of it is delivered or given up; false at the end of `within`.
    func flush(within: Duration, done: @escaping @Sendable (Bool) -> Void) {
        queue.async { [self] in
            guard !isEnded else { return done(false) }
            let deadline = surroundings.uptime() + within
            flushes.append(Flush(position: journal.end, deadline: deadline, done: done))
            apply(.flush)
            if !flushes.isEmpty { wake(deadline) }
        }
    }

    func settleFlushes() {
        guard !flushes.isEmpty else { return }
        let now = surroundings.uptime()
        var rest: [Flush] = []
        for flush in flushes {
            if journal.isDone(before: flush.position) {
                flush.done(true)
            } else if now >= flush.deadline {
                flush.done(false)
            } else {
                rest.append(flush)
            }
        }
        flushes = rest
        if let next = rest.map(\.deadline).min() { wake(next) }
    }
}

extension DeliveryMachine {
    /// For people.
    var summary: Statistics.Delivery {
        switch state {
        case .idle: isGranted ? .idle : .waitingForConsent
        case .gathering: .gathering
        case .sending: .sending
        case .resting: .resting
        case .held: .held
        }
    }
}
