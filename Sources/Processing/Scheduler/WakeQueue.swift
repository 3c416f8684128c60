package import BasinCore

/// Which dataset is to be looked at when: a binary heap in which a dataset may stand several times; the surplus only
/// costs a look.
package struct WakeQueue: Sendable {
    private struct Entry: Sendable {
        var at: Timestamp
        var id: UInt32
    }
    private var heap: [Entry] = []

    package init() {}

    package var next: Timestamp? { heap.first?.at }

    package mutating func insert(_ id: UInt32, at moment: Timestamp) {
        heap.append(Entry(at: moment, id: id))
        var child = heap.count - 1
        while child > 0, heap[child].at < heap[(child - 1) / 2].at {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out the earliest one whose moment has come.
    package mutating func pop(at now: Timestamp) -> UInt32? {
        guard let first = heap.first, first.at <= now else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first.id }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].at < heap[least].at {
                least = child
            }
            if least == parent { return first.id }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
