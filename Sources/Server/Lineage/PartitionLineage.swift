import BasinCore
import BasinMetastore
import BasinProcessing

/// Which revisions a revision was made of, as its run's pin says, and which current ones were made of it. Reads one
/// snapshot; costs what it finds.
struct PartitionLineage {
    /// One revision of one partition of an event type or a dataset.
    struct Node: Hashable {
        var datasetID: UInt32
        var partition: Int
        var revision: Int
    }

    enum Direction: String, CaseIterable {
        case up, down, both
    }

    private(set) var depths: [Node: Int]
    private(set) var edges: Set<Edge> = []
    private(set) var isCut = false

    struct Edge: Hashable {
        var source: Node
        var target: Node
    }

    /// - Parameters:
    ///   - depth: steps at most in each direction.
    ///   - limit: revisions at most.
    init(
        of start: Node, _ direction: Direction, depth: Int, limit: Int, in snapshot: BasinMetastore.Snapshot
    ) throws {
        depths = [start: 0]
        var readers = Readers()
        for isUp in [true, false] where direction == .both || (direction == .up) == isUp {
            var edge = [start], reached: Set<Node> = [start]
            for step in 1...depth + 1 where !edge.isEmpty {
                var next: [Node] = []
                for node in edge {
                    let found: [Node]
                    if isUp {
                        found = try Self.inputs(of: node, snapshot)
                    } else {
                        let outputs = try readers.outputs(of: node, limit, snapshot)
                        found = outputs.nodes
                        isCut = isCut || outputs.isCut
                    }
                    if step > depth {
                        isCut = isCut || !found.isEmpty
                        continue
                    }
                    for other in found {
                        if !reached.contains(other) {
                            guard depths.count < limit else {
                                isCut = true
                                continue
                            }
                            reached.insert(other)
                            next.append(other)
                            if depths[other] == nil { depths[other] = isUp ? -step : step }
                        }
                        edges.insert(isUp ? Edge(source: other, target: node) : Edge(source: node, target: other))
                    }
                }
                edge = next
            }
        }
    }

    /// What the revision was made of: nothing of an hour of events, which is made of what clients sent.
    static func inputs(of node: Node, _ snapshot: BasinMetastore.Snapshot) throws -> [Node] {
        guard
            let record = try snapshot.revision(datasetID: node.datasetID, partition: node.partition, node.revision),
            let pin = try record.pin.map({ try RunPin(text: $0) })
        else { return [] }
        return pin.inputs.flatMap { input in
            input.partitions.map { Node(datasetID: input.id, partition: $0.partition, revision: $0.revision) }
        }
    }

    /// What reads what, looked up once a dataset.
    private struct Readers {
        private var known: [UInt32: [InputReader]] = [:]

        /// The current revisions that were made of it; cut where more would have to be looked at than are asked for.
        mutating func outputs(
            of node: Node, _ limit: Int, _ snapshot: BasinMetastore.Snapshot
        ) throws -> (nodes: [Node], isCut: Bool) {
            let readers = try known[node.datasetID] ?? snapshot.readers(of: node.datasetID)
            known[node.datasetID] = readers
            var found: [Node] = [], isCut = false
            for reader in readers {
                for input in reader.inputs where input.id == node.datasetID {
                    let reading = Reading(input, of: reader.granularity, from: reader.start)
                    // One without partitions is read as it is, whatever the partition.
                    let range =
                        input.granularity == .none
                        ? Int.min..<Int.max : reading.affected(by: node.partition..<node.partition + 1)
                    guard !range.isEmpty else { continue }
                    let records = try snapshot.currentRevisions(datasetID: reader.id, in: range, limit: limit + 1)
                    isCut = isCut || records.count > limit
                    for record in records {
                        guard let pin = try record.pin.map({ try RunPin(text: $0) }),
                            pin.inputs.contains(where: { read in
                                read.id == node.datasetID
                                    && read.partitions.contains { $0.partition == node.partition && $0.revision == node.revision }
                            })
                        else { continue }
                        found.append(Node(datasetID: record.datasetID, partition: record.partition, revision: record.revision))
                    }
                }
            }
            return (found, isCut)
        }
    }
}
