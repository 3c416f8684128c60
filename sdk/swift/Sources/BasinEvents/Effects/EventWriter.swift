import Foundation

/// The thread between `track` and the disk: encodes events and writes them as soon as they come.
struct EventWriter: ~Copyable {
    private let queue: TrackQueue
    private let courier: Courier
    private let wake: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    private var journal: JournalWriter
    private var assembly: EventAssembly
    private var tally = StatisticsTally()
    /// Types of the events in the buffer.
    private var bufferedTypes: [String: Int] = [:]
    private var isFailing = false
    /// This turn was asked for after a failure.
    private var isRetrying = false

    init(
        _ queue: TrackQueue, _ courier: Courier, journal: JournalWriter, assembly: consuming EventAssembly,
        surroundings: Surroundings
    ) {
        self.queue = queue
        self.courier = courier
        self.journal = journal
        self.assembly = assembly
        wake = surroundings.wake
    }

    /// Until the queue is closed and empty.
    mutating func run() {
        var work = queue.emptyWork()
        recover()
        while queue.take(&work) {
            isRetrying = work.isNudged
            work.isNudged = false
            for item in work.items { perform(item) }
            work.items.removeAll(keepingCapacity: true)
            write()
            settle(&work)
            tally.publish(to: courier.statistics)
        }
        finish()
    }

    /// What cannot be written now is lost with the process.
    private mutating func finish() {
        write()
        if isFailing { note(evicted: bufferedTypes, because: "the folder cannot be written") }
        tally.publish(to: courier.statistics)
    }

    private mutating func recover() {
        let found = journal.recover()
        assembly.sequences = Sequences(found.sequences)
        for (type, count) in found.waiting { tally[type].recovered += count }
        tally.publish(to: courier.statistics)
        if found.damagedFiles > 0 {
            courier.report(
                Problem(
                    .damaged, "\(found.damagedFiles) files of the queue are damaged; events after the damage are lost.")
            )
        }
        courier.notice()
    }

    private mutating func perform(_ item: TrackQueue.Item) {
        switch item {
        case .event(let tracked): add(tracked)
        case .mark(let done):
            write()
            tally.publish(to: courier.statistics)
            done(
                isFailing
                    ? BasinEventsError(.storage, "Events cannot be written to the folder; they wait in memory.") : nil)
        case .erase: erase()
        }
    }

    private mutating func add(_ tracked: Tracked) {
        switch assembly.assemble(tracked) {
        case .stored(let event):
            tally[event.type].tracked += 1
            bufferedTypes[event.type, default: 0] += 1
            journal.add(event)
            if journal.isFull { write() }
        case .undeliverable(let type, let reason):
            tally[type].tracked += 1
            tally[type].undeliverable += 1
            queue.finished(1)
            courier.report(
                Problem(.undeliverable, "An event \(type) is given up. \(reason)", eventType: type, count: 1))
        }
    }

    /// Writes what is in the buffer; what cannot be written stays there, and room in the queue shrinks.
    private mutating func write() {
        let count = journal.bufferedEvents
        guard count > 0 else { return }
        do {
            note(evicted: try journal.write(assembly.sequences), because: "the queue on disk is full")
            isFailing = false
            bufferedTypes.removeAll(keepingCapacity: true)
            queue.finished(count)
            courier.notice()
        } catch {
            fail(error)
        }
    }

    private mutating func erase() {
        for (type, count) in bufferedTypes { tally[type].denied += count }
        queue.finished(journal.bufferedEvents)
        bufferedTypes.removeAll(keepingCapacity: true)
        for (type, count) in journal.erase() { tally[type].denied += count }
        queue.erased()
        courier.consentChanged()
    }

    /// After the turn's events, since those that found no room came later.
    private mutating func settle(_ work: inout TrackQueue.Work) {
        for (type, count) in work.evicted {
            assembly.sequences.skip(type, count)
            tally[type].tracked += count
        }
        note(evicted: work.evicted, because: "more than Configuration.memoryEvents wait to be written")
        for (type, count) in work.denied {
            tally[type].tracked += count
            tally[type].denied += count
        }
        work.evicted.removeAll(keepingCapacity: true)
        work.denied.removeAll(keepingCapacity: true)
    }

    private mutating func note(evicted: [String: Int], because reason: String) {
        for (type, count) in evicted {
            tally[type].evicted += count
            courier.report(
                Problem(.evicted, "\(count) events \(type) are given up: \(reason).", eventType: type, count: count))
        }
    }

    private mutating func fail(_ error: any Error) {
        if !isFailing { courier.report(Problem(storage: error)) }
        if !isFailing || isRetrying { wake(.seconds(1)) { [queue] in queue.nudge() } }
        isFailing = true
        isRetrying = false
    }
}
