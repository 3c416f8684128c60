package import BasinMetastore

/// Which datasets nobody reads, neither themselves nor what is made of them. A pure function.
package struct UnreadDatasets: Sendable, Equatable {
    /// A dataset as far as the question goes.
    package struct Node: Sendable, Equatable {
        package var id: UInt32
        package var name: String
        package var isEvents: Bool
        /// What it is made of or checked against, while it is made.
        package var inputs: Set<UInt32>
        /// When people read it last, as far as that is known.
        package var lastRead: LastRead?
        /// The day since 1970 on which it began.
        package var bornOn: Int
        /// Its definition was removed: nothing is made of its inputs any more.
        package var isRemoved: Bool

        package init(
            id: UInt32, name: String, isEvents: Bool, inputs: Set<UInt32>, lastRead: LastRead?, bornOn: Int, isRemoved: Bool
        ) {
            self.id = id
            self.name = name
            self.isEvents = isEvents
            self.inputs = inputs
            self.lastRead = lastRead
            self.bornOn = bornOn
            self.isRemoved = isRemoved
        }
    }

    /// By id. Nothing that is read, and nothing that began within the days.
    package var ids: [UInt32]
    /// What is made of each of them, or checked against it: all unread, too. They go first.
    package var readers: [UInt32: [UInt32]]

    /// - Parameters:
    ///   - days: what was read within so many days, today included, is read.
    ///   - countedSince: the day since which every way of reading is counted. Later than the first of the days: nothing is
    ///     known to be unread.
    package init(_ nodes: [Node], days: Int, today: Int, countedSince: Int?) {
        ids = []
        readers = [:]
        let first = today - days + 1
        guard let countedSince, countedSince <= first else { return }
        let byID = Dictionary(nodes.map { ($0.id, $0) }) { first, _ in first }
        // What is read, or too young to tell, needs what it is made of, and that what it is made of.
        var needed = Set(nodes.filter { ($0.lastRead?.day ?? .min) >= first || !$0.isRemoved && $0.bornOn >= first }.map(\.id))
        var waiting = Array(needed)
        while let id = waiting.popLast() {
            guard let node = byID[id], !node.isRemoved else { continue }
            for input in node.inputs where needed.insert(input).inserted { waiting.append(input) }
        }
        let unread = nodes.filter { !needed.contains($0.id) && $0.bornOn < first }
        ids = unread.map(\.id).sorted()
        for node in unread where !node.isRemoved {
            for input in node.inputs where input != node.id { readers[input, default: []].append(node.id) }
        }
        for id in readers.keys { readers[id]?.sort() }
        readers = readers.filter { !needed.contains($0.key) }
    }
}
