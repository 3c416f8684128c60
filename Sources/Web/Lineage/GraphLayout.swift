/// Where the nodes and edges of a directed graph stand: in layers from left to right, so that edges go to the right; in each
/// layer so that few edges cross and most are nearly level. The same graph always stands the same. Takes a few
/// milliseconds for a thousand nodes.
package struct GraphLayout: Sendable, Equatable {
    package struct Edge: Sendable, Hashable {
        package var source: Int
        package var target: Int
        /// Where it leaves the source and meets the target, from their upper edges; nil: in the middle.
        package var sourceOffset: Int?
        package var targetOffset: Int?

        package init(_ source: Int, _ target: Int, sourceOffset: Int? = nil, targetOffset: Int? = nil) {
            self.source = source
            self.target = target
            self.sourceOffset = sourceOffset
            self.targetOffset = targetOffset
        }
    }

    package struct Point: Sendable, Equatable {
        package var x: Int
        package var y: Int
    }

    /// What stands where on the plane.
    package struct Measures: Sendable {
        package var nodeWidth = 208
        package var layerGap = 72
        package var rowGap = 12
        package init() {}
    }

    /// Of each node: 0 at the left.
    package private(set) var layers: [Int]
    /// Of each node: its upper left corner.
    package private(set) var corners: [Point]
    /// Of each edge: from where it leaves to where it arrives, an even number of points; between the second and the third, and
    /// so on, it is level and passes a layer. Empty for an edge from a node to itself.
    package private(set) var routes: [[Point]]
    /// Edges that go to the left, since they close a circle.
    package private(set) var turned: Set<Int>
    package private(set) var width: Int
    package private(set) var height: Int

    /// - Parameter heights: of each node. Edges name nodes by their place in it; those that name none are left out.
    package init(heights: [Int], edges: [Edge], _ measures: Measures = Measures()) {
        let count = heights.count
        let kept = edges.indices.filter { index in
            let edge = edges[index]
            return edge.source != edge.target && (0..<count).contains(edge.source) && (0..<count).contains(edge.target)
        }
        let turned = Self.turned(kept, edges, count)
        let pairs = kept.map { turned.contains($0) ? (edges[$0].target, edges[$0].source) : (edges[$0].source, edges[$0].target) }
        let layers = Self.layers(pairs, count)
        var grid = LayerGrid(heights: heights, layers: layers, pairs: pairs, rowGap: measures.rowGap)
        grid.order()
        let centres = grid.centres()

        let step = measures.nodeWidth + measures.layerGap
        let tops = (0..<grid.heights.count).map { centres[$0] - Double(grid.heights[$0]) / 2 }
        let highest = tops.min() ?? 0
        func y(_ vertex: Int) -> Int { Int((tops[vertex] - highest).rounded()) }
        let corners = (0..<count).map { Point(x: layers[$0] * step, y: y($0)) }
        var routes = [[Point]](repeating: [], count: edges.count)
        for (number, index) in kept.enumerated() {
            let edge = edges[index], isTurned = turned.contains(index)
            let (first, last) = pairs[number]
            let firstOffset = (isTurned ? edge.targetOffset : edge.sourceOffset) ?? heights[first] / 2
            let lastOffset = (isTurned ? edge.sourceOffset : edge.targetOffset) ?? heights[last] / 2
            var route = [Point(x: corners[first].x + measures.nodeWidth, y: corners[first].y + firstOffset)]
            for bend in grid.bends[number] {
                let x = grid.layers[bend] * step
                route.append(Point(x: x, y: y(bend)))
                route.append(Point(x: x + measures.nodeWidth, y: y(bend)))
            }
            route.append(Point(x: corners[last].x, y: corners[last].y + lastOffset))
            routes[index] = isTurned ? route.reversed() : route
        }
        self.layers = layers
        self.corners = corners
        self.routes = routes
        self.turned = turned
        width = count == 0 ? 0 : (layers.max() ?? 0) * step + measures.nodeWidth
        height = (0..<grid.heights.count).map { y($0) + grid.heights[$0] }.max() ?? 0
    }

    /// Edges to be taken the other way around, so that no circle is left: those that lead back to where a walk came from.
    private static func turned(_ kept: [Int], _ edges: [Edge], _ count: Int) -> Set<Int> {
        let out = Neighbours(kept.map { (edges[$0].source, $0) }, count: count)
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: count)
        var turned: Set<Int> = []
        for start in 0..<count where marks[start] == .new {
            var path = [(node: start, next: 0)]
            marks[start] = .open
            while let (node, next) = path.last {
                let edgesOut = out[node]
                guard next < edgesOut.count else {
                    marks[node] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let index = edgesOut[edgesOut.startIndex + next]
                let target = edges[index].target
                switch marks[target] {
                case .new:
                    marks[target] = .open
                    path.append((target, 0))
                case .open: turned.insert(index)
                case .done: break
                }
            }
        }
        return turned
    }

    /// Each node stands to the right of all that lead to it; what nothing leads to stands next to what it leads to.
    private static func layers(_ pairs: [(Int, Int)], _ count: Int) -> [Int] {
        let out = Neighbours(pairs, count: count)
        var waiting = [Int](repeating: 0, count: count)
        for (_, target) in pairs { waiting[target] += 1 }
        let isFirst = waiting.map { $0 == 0 }
        var layers = [Int](repeating: 0, count: count)
        var ready = (0..<count).filter { isFirst[$0] }
        var next = 0
        while next < ready.count {
            let node = ready[next]
            next += 1
            for target in out[node] {
                layers[target] = max(layers[target], layers[node] + 1)
                waiting[target] -= 1
                if waiting[target] == 0 { ready.append(target) }
            }
        }
        for node in ready where isFirst[node] {
            if let nearest = out[node].map({ layers[$0] }).min() { layers[node] = nearest - 1 }
        }
        let least = layers.min() ?? 0
        return layers.map { $0 - least }
    }
}
