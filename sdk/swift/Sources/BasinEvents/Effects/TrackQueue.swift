import Foundation

/// Between the callers of `track` and the thread that writes: bounded, and never waits for room.
///
/// `@unchecked`: what is mutable is only touched while `condition` is held.
package final class TrackQueue: @unchecked Sendable {
    enum Item: Sendable {
        case event(Tracked)
        /// Called when everything before it is on disk, or cannot be written.
        case mark(@Sendable (BasinEventsError?) -> Void)
        /// Consent was denied: what is on disk goes.
        case erase
    }

    /// What one turn of the thread has to do. Reused, so that its room is.
    struct Work {
        var items: [Item] = []
        /// Events that found no room, by type.
        var evicted: [String: Int] = [:]
        /// Events that were dropped because consent is denied, by type.
        var denied: [String: Int] = [:]
        /// What failed is to be tried again.
        var isNudged = false

        var isEmpty: Bool { items.isEmpty && evicted.isEmpty && denied.isEmpty && !isNudged }
    }

    private let condition = NSCondition()
    private let limit: Int
    private var work = Work()
    /// Events in the queue and those that the thread took and did not write yet.
    private var outstanding = 0
    private var consent: Consent
    private var isWaiting = false
    /// Erasures that the thread did not carry out yet.
    private var erasures = 0
    private var isClosed = false

    init(limit: Int, consent: Consent) {
        self.limit = limit
        self.consent = consent
        work = emptyWork()
        if consent == .denied { appendErasure() }
    }

    /// With all the room that it may need: growing would make some caller of `track` copy it.
    func emptyWork() -> Work {
        var work = Work()
        work.items.reserveCapacity(limit + 16)
        return work
    }

    /// Takes about a microsecond, however busy or broken the disk and the network are.
    func offer(_ tracked: Tracked) {
        condition.lock()
        if isClosed { return condition.unlock() }
        if consent == .denied {
            work.denied[type(of: tracked.event).eventType, default: 0] += 1
        } else if outstanding >= limit {
            work.evicted[type(of: tracked.event).eventType, default: 0] += 1
        } else {
            work.items.append(.event(tracked))
            outstanding += 1
        }
        let wakes = isWaiting
        isWaiting = false
        condition.unlock()
        // Not inside of the lock, which the thread would find taken.
        if wakes { condition.signal() }
    }

    /// - Returns: false after `close`; then the item is not taken.
    func put(_ item: Item) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if isClosed { return false }
        work.items.append(item)
        wakeThread()
        return true
    }

    /// Holds for every event that is offered afterwards.
    func use(_ consent: Consent) {
        condition.lock()
        defer { condition.unlock() }
        if consent == .denied, self.consent != .denied { appendErasure() }
        self.consent = consent
        wakeThread()
    }

    private func appendErasure() {
        work.items.append(.erase)
        erasures += 1
    }

    /// Whether what is on disk may be sent: there is consent, and nothing is there that was gathered before it was denied.
    var maySend: Bool {
        condition.lock()
        defer { condition.unlock() }
        return consent == .granted && erasures == 0
    }

    /// No more events are taken; the thread ends after those that were.
    func close() {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        condition.signal()
    }

    var waitingEvents: Int {
        condition.lock()
        defer { condition.unlock() }
        return outstanding
    }

    // MARK: The thread's side

    /// Waits for something to do. `work` must be empty; its room is used for what comes next.
    ///
    /// - Returns: false when there will be nothing any more.
    func take(_ work: inout Work) -> Bool {
        doze()
        condition.lock()
        defer { condition.unlock() }
        while self.work.isEmpty, !isClosed {
            isWaiting = true
            condition.wait()
        }
        isWaiting = false
        swap(&self.work, &work)
        return !isClosed || !work.isEmpty
    }

    /// While events keep coming, the thread looks for them by itself every millisecond: to be woken costs the caller
    /// more than all the rest of `track`.
    private func doze() {
        for _ in 0..<Self.dozes {
            usleep(1000)
            condition.lock()
            let isNeeded = !work.isEmpty || isClosed
            condition.unlock()
            if isNeeded { return }
        }
    }

    private static let dozes = 64

    /// Events that were taken are on disk or gone.
    func finished(_ count: Int) {
        condition.lock()
        defer { condition.unlock() }
        outstanding -= count
    }

    func erased() {
        condition.lock()
        defer { condition.unlock() }
        erasures -= 1
    }

    /// Lets the thread try again what failed.
    func nudge() {
        condition.lock()
        defer { condition.unlock() }
        work.isNudged = true
        wakeThread()
    }

    private func wakeThread() {
        isWaiting = false
        condition.signal()
    }
}
