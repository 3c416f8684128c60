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

    /// Types worth a flush: too many bytes, or waiting since before the moment.
    func due(bytes limit: Int, since moment: Timestamp) -> [UInt32] {
        state.withLock { state in
            state.types.filter { $0.value.bytes >= limit || $0.value.since <= moment }.map(\.key).sorted()
        }
    }

    func pendingRows() -> [UInt32: Int] { state.withLock { $0.types.mapValues(\.rows) } }

    /// Pending rows of a type by their hour of receipt.
    func pendingRows(_ typeID: UInt32) -> [Hour: Int] {
        state.withLock { state in
            var rows: [Hour: Int] = [:]
            for pending in state.types[typeID]?.sections ?? [] {
                rows[Hour(pending.received), default: 0] += pending.section.rowCount
            }
            return rows
        }
    }

    /// Types with something waiting that was received before the hour.
    func types(before hour: Hour) -> [UInt32] {
        state.withLock { state in
            state.types.filter { $0.value.sections.contains { Hour($0.received) < hour } }.map(\.key)
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
