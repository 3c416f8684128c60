import BasinCore
package import BasinMetastore

/// What a dataset or a column is made of, and what is made of it. Reads one snapshot, a query for each step away from
/// where it begins, so that it costs what it finds.
package struct Lineage: Sendable {
    package struct Step: Sendable {
        package var node: LineageNode
        /// How many steps away; negative for what it is made of.
        package var depth: Int
        package var dataset: DatasetHead
    }

    /// From where it began: what it is made of, the farthest first, itself, and what is made of it.
    package var steps: [Step] = []
    /// Between the steps.
    package var edges: [LineageEdge] = []
    /// There is more than was asked for.
    package var isCut = false

    package enum Direction: String, Sendable, CaseIterable {
        /// What it is made of.
        case up
        /// What is made of it.
        case down
        case both
    }

    /// - Parameters:
    ///   - depth: steps at most in each direction, 1...100.
    ///   - limit: datasets or columns at most.
    package static func from(
        _ start: LineageNode, _ direction: Direction, depth: Int, limit: Int, _ snapshot: Snapshot
    ) throws -> Lineage {
        var depths = [start: 0]
        var edges: [LineageEdge] = []
        var isCut = false
        // What a step may read: a node of which everything is made costs no more than what is asked for.
        let mostEdges = 16 * limit + 1
        func neighbours(_ nodes: [LineageNode], _ upwards: Bool) throws -> [LineageEdge] {
            let found =
                start.column == nil
                ? try snapshot.datasetEdges(of: nodes.map(\.datasetID), upwards: upwards, limit: mostEdges)
                : try snapshot.columnEdges(of: nodes, upwards: upwards, limit: mostEdges)
            if found.count == mostEdges { isCut = true }
            return found
        }
        for upwards in [true, false] where direction == .both || (direction == .up) == upwards {
            // Both ways begin anew: a dataset that reads its own yesterday is no reason to stop at it.
            var reached: Set<LineageNode> = [start]
            var edge = [start]
            for step in 1...depth + 1 where !edge.isEmpty {
                let found = try neighbours(edge, upwards)
                // One step more, to know whether there is more.
                if step > depth {
                    isCut = isCut || found.contains { !reached.contains(upwards ? $0.source : $0.target) }
                    break
                }
                edge = []
                for one in found {
                    let next = upwards ? one.source : one.target
                    if !reached.contains(next) {
                        guard depths.count < limit else {
                            isCut = true
                            continue
                        }
                        reached.insert(next)
                        edge.append(next)
                        if depths[next] == nil { depths[next] = upwards ? -step : step }
                    }
                    edges.append(one)
                }
                if isCut { break }
            }
        }
        let heads = try snapshot.datasetHeads(Array(Set(depths.keys.map(\.datasetID))))
        let steps = depths.compactMap { node, depth in
            heads[node.datasetID].map { Step(node: node, depth: depth, dataset: $0) }
        }.sorted { a, b in
            (a.depth, a.dataset.name, a.node.column ?? "") < (b.depth, b.dataset.name, b.node.column ?? "")
        }
        let known = Set(steps.map(\.node))
        // Both ways may meet one, and what Basin knows of itself others may tell again.
        edges = Array(Set(edges))
        let kept = edges.filter { known.contains($0.source) && known.contains($0.target) }
        return Lineage(steps: steps, edges: kept.sorted(by: Self.precedes), isCut: isCut)
    }

    private static func precedes(_ a: LineageEdge, _ b: LineageEdge) -> Bool {
        func key(_ edge: LineageEdge) -> (UInt32, String, UInt32, String) {
            (edge.source.datasetID, edge.source.column ?? "", edge.target.datasetID, edge.target.column ?? "")
        }
        let (x, y) = (key(a), key(b))
        return x == y ? (a.kind?.rawValue ?? "") < (b.kind?.rawValue ?? "") : x < y
    }
}
