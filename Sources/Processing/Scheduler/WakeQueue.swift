package import BasinCore

/// Which dataset is to be looked at when. Each stands in it for its earliest moment only: whoever looks says anew what
/// comes after.
package struct WakeQueue: Sendable {
    private struct Entry: Sendable, Comparable {
        var at: Timestamp
        var id: UInt32
        static func < (a: Entry, b: Entry) -> Bool { a.at < b.at }
    }
    private var heap = MinHeap<Entry>()
    private var earliest: [UInt32: Timestamp] = [:]

    package init() {}

    package var next: Timestamp? { heap.first?.at }

    package mutating func insert(_ id: UInt32, at moment: Timestamp) {
        if let known = earliest[id], known <= moment { return }
        earliest[id] = moment
        heap.insert(Entry(at: moment, id: id))
    }

    /// Takes out the earliest one whose moment has come. One may come again that an earlier moment was put in for.
    package mutating func pop(at now: Timestamp) -> UInt32? {
        guard let first = heap.first, first.at <= now else { return nil }
        heap.removeFirst()
        if earliest[first.id] == first.at { earliest[first.id] = nil }
        return first.id
    }
}
