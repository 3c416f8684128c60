import BasinCore
import Synchronization

/// Durable sections that wait for delivery, by event type. Fed by the log's thread, emptied by delivery's.
final class DeliveryBuffer: Sendable {
    typealias Pending = (section: IntakeBatch.Section, received: Timestamp, position: UInt64)

    fileprivate struct Waiting {
        var sections: [Pending] = []
        var bytes = 0
        var rows = 0
        var since = Timestamp(microseconds: 0)
    }

    private struct State {
        var types: [UInt32: Waiting] = [:]
        /// What was moved to side segments, oldest first: older than what waits in memory.
        var sides: [UInt32: [SideSegment]] = [:]
        var bytes = 0
        /// Everything up to here was handed over.
        var position: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Takes frames in order.
    /// - Parameter delivered: positions up to which a type needs nothing more (a restart hands over again).
    func add(_ frames: [LogFrame], delivered: [UInt32: UInt64] = [:], now: Timestamp) {
        state.withLock { state in
            for frame in frames {
                state.position = max(state.position, frame.position)
                for section in frame.sections where frame.position > delivered[section.typeID] ?? 0 {
                    state.types[section.typeID, default: Waiting(since: now)].append(
                        (section, frame.receivedTime, frame.position))
                    state.bytes += section.bytes.count
                }
            }
        }
    }

    /// What waits for the type, the oldest first, about `limit` bytes at most; and the position up to which that is all.
    func take(_ typeID: UInt32, limit: Int) -> (sections: [Pending], through: UInt64) {
        state.withLock { state in
            guard var waiting = state.types.removeValue(forKey: typeID) else { return ([], state.position) }
            guard waiting.bytes > limit else { return (waiting.sections, state.position) }
            var count = 0, bytes = 0
            while count < waiting.sections.count, bytes < limit || count == 0 {
                bytes += waiting.sections[count].section.bytes.count
                count += 1
            }
            // A record may hold two sections of one type: never stop between them.
            while count < waiting.sections.count, waiting.sections[count].position == waiting.sections[count - 1].position {
                bytes += waiting.sections[count].section.bytes.count
                count += 1
            }
            let taken = Array(waiting.sections[..<count])
            waiting.sections.removeFirst(count)
            waiting.bytes -= bytes
            waiting.rows -= taken.reduce(0) { $0 + $1.section.rowCount }
            guard !waiting.sections.isEmpty else { return (taken, state.position) }
            state.types[typeID] = waiting
            return (taken, taken[count - 1].position)
        }
    }

    /// What `take` gave was delivered: its memory no longer counts.
    func finished(_ sections: [Pending]) {
        state.withLock { $0.bytes -= sections.reduce(0) { $0 + $1.section.bytes.count } }
    }

    /// What `take` gave could not be delivered: it goes back to the front.
    func putBack(_ sections: [Pending], typeID: UInt32, now: Timestamp) {
        guard !sections.isEmpty else { return }
        state.withLock { state in
            let later = state.types.removeValue(forKey: typeID)
            var waiting = Waiting(since: now)
            for section in sections { waiting.append(section) }
            for section in later?.sections ?? [] { waiting.append(section) }
            state.types[typeID] = waiting
        }
    }

    /// Bytes that wait or are being delivered.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Types worth a flush, those whose oldest waits longest first: with too many bytes, waiting since before the moment
    /// (their own, if they have one), or with side segments.
    func due(bytes limit: Int, since moment: Timestamp, _ own: [UInt32: Timestamp] = [:]) -> [UInt32] {
        state.withLock { state in
            let waiting = state.types.filter { $0.value.bytes >= limit || $0.value.since <= own[$0.key] ?? moment }.keys
            let due = Set(waiting).union(state.sides.keys).map { id in
                (id: id, oldest: state.sides[id]?.first?.segment.firstPosition ?? state.types[id]?.sections.first?.position ?? 0)
            }
            return due.sorted { ($0.oldest, $0.id) < ($1.oldest, $1.id) }.map(\.id)
        }
    }

    func pendingRows() -> [UInt32: Int] {
        state.withLock { state in
            state.sides.mapValues { $0.reduce(0) { $0 + $1.rowCount } }.merging(state.types.mapValues(\.rows), uniquingKeysWith: +)
        }
    }

    /// Pending rows of a type by their hour of receipt.
    func pendingRows(_ typeID: UInt32) -> [Hour: Int] {
        state.withLock { state in
            var rows: [Hour: Int] = [:]
            for side in state.sides[typeID] ?? [] { rows.merge(side.rows, uniquingKeysWith: +) }
            for pending in state.types[typeID]?.sections ?? [] {
                rows[Hour(pending.received), default: 0] += pending.section.rowCount
            }
            return rows
        }
    }

    /// Whether something of the type waits that was received before the hour.
    func hasRows(_ typeID: UInt32, before hour: Hour) -> Bool {
        state.withLock { state in
            if state.sides[typeID]?.contains(where: { $0.rows.keys.contains { $0 < hour } }) == true { return true }
            // Times only grow.
            return state.types[typeID]?.sections.first.map { Hour($0.received) < hour } ?? false
        }
    }

    /// The position of the oldest record of the type that waits; nil when none does.
    func oldestPosition(_ typeID: UInt32) -> UInt64? {
        state.withLock { state in
            state.sides[typeID]?.first?.segment.firstPosition ?? state.types[typeID]?.sections.first?.position
        }
    }

    // MARK: One type's share

    /// Bytes of the type in memory, those that are being delivered left out.
    func bytes(of typeID: UInt32) -> Int { state.withLock { $0.types[typeID]?.bytes ?? 0 } }

    /// When the oldest that waits in memory was received.
    func oldestReceived(_ typeID: UInt32) -> Timestamp? {
        state.withLock { $0.types[typeID]?.sections.first?.received }
    }

    func add(_ side: SideSegment) { state.withLock { $0.sides[side.typeID, default: []].append(side) } }

    func firstSide(_ typeID: UInt32) -> SideSegment? { state.withLock { $0.sides[typeID]?.first } }

    func removeFirstSide(_ typeID: UInt32) {
        state.withLock { state in
            state.sides[typeID]?.removeFirst()
            if state.sides[typeID]?.isEmpty == true { state.sides[typeID] = nil }
        }
    }

    /// Of the type, or of all.
    func sideBytes(of typeID: UInt32? = nil) -> Int {
        state.withLock { state in
            let sides = typeID.map { state.sides[$0] ?? [] } ?? state.sides.values.flatMap(\.self)
            return sides.reduce(0) { $0 + $1.segment.byteCount }
        }
    }

    /// Everything up to here was handed over.
    var position: UInt64 { state.withLock { $0.position } }

    /// Everything up to here needs the log no more. Only while no delivery is under way.
    var safePosition: UInt64 {
        state.withLock { state in
            state.types.values.compactMap { $0.sections.first?.position }.min().map { $0 - 1 } ?? state.position
        }
    }
}

extension DeliveryBuffer.Waiting {
    fileprivate mutating func append(_ pending: DeliveryBuffer.Pending) {
        sections.append(pending)
        bytes += pending.section.bytes.count
        rows += pending.section.rowCount
    }
}
