import BasinCore
import BasinEngines
import BasinMetastore
import BasinWire
import Synchronization

/// What is noted of one query while it runs: in memory, in clear, until it is sealed and stored.
final class QueryNote: Sendable {
    struct Reading: Sendable {
        var names: [String] = []
        var ids: [UInt32] = []
    }

    let request: QueryRequest
    let person: String
    let at: Timestamp
    private let begun = ContinuousClock.now
    private let reading = Mutex(Reading())
    private let notes: QueryNotes
    private let isOver = Atomic<Bool>(false)

    init(_ request: QueryRequest, of person: String, at: Timestamp, into notes: QueryNotes) {
        self.request = request
        self.person = person
        self.at = at
        self.notes = notes
    }

    func reads(_ names: Set<String>, _ ids: [UInt32]) {
        reading.withLock { $0 = Reading(names: names.sorted(), ids: ids) }
    }

    /// The first end counts. Takes no longer than a lock.
    func end(_ outcome: String, rows: Int = 0, bytes: Int = 0) {
        guard !isOver.exchange(true, ordering: .relaxed) else { return }
        notes.add(
            EndedQuery(
                request: request, person: person, at: at, reading: reading.withLock { $0 }, outcome: outcome,
                rows: rows,
                bytes: bytes, duration: ContinuousClock.now - begun))
    }

    func end(_ error: any Error, rows: Int = 0, bytes: Int = 0) {
        end((error as? BasinError)?.code.rawValue ?? BasinError.Code.system.rawValue, rows: rows, bytes: bytes)
    }
}
