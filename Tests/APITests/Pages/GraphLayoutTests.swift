import BasinWeb
import Testing

@Suite struct GraphLayoutTests {
    /// The same numbers each time.
    private struct Numbers {
        var state: UInt64 = 2018
        mutating func next(below count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
    }

    private func tree(_ count: Int) -> [GraphLayout.Edge] {
        var numbers = Numbers(), edges: [GraphLayout.Edge] = []
        for node in 1..<count {
            for _ in 0...numbers.next(below: 2) { edges.append(GraphLayout.Edge(numbers.next(below: node), node)) }
        }
        return edges
    }

    @Test("edges go to the right, and no box lies over another", arguments: [1, 2, 40, 1000, 5000])
    func placed(_ count: Int) {
        let edges = count > 1 ? tree(count) : []
        let heights = (0..<count).map { 20 + $0 % 3 * 20 }
        let layout = GraphLayout(heights: heights, edges: edges)
        #expect(layout.corners.count == count && layout.turned.isEmpty)
        for (index, edge) in edges.enumerated() {
            #expect(layout.layers[edge.source] < layout.layers[edge.target])
            let route = layout.routes[index]
            #expect(route.count.isMultiple(of: 2) && route.first?.x == layout.corners[edge.source].x + 208)
            #expect(route.last?.x == layout.corners[edge.target].x)
            #expect(route.last?.y == layout.corners[edge.target].y + heights[edge.target] / 2)
        }
        for layer in Dictionary(grouping: 0..<count, by: { layout.layers[$0] }).values {
            let sorted = layer.sorted { layout.corners[$0].y < layout.corners[$1].y }
            for (upper, lower) in zip(sorted, sorted.dropFirst()) {
                #expect(layout.corners[upper].y + heights[upper] <= layout.corners[lower].y)
            }
        }
        #expect(layout.corners.allSatisfy { $0.x >= 0 && $0.y >= 0 })
        #expect(zip(layout.corners, heights).allSatisfy { $0.y + $1 <= layout.height && $0.x + 208 <= layout.width })
    }

    @Test("the same graph always stands the same")
    func same() {
        let edges = tree(300), heights = [Int](repeating: 44, count: 300)
        #expect(GraphLayout(heights: heights, edges: edges) == GraphLayout(heights: heights, edges: edges))
    }

    @Test("circles, edges to oneself and edges to nowhere are drawn or left out, and nothing ends")
    func circles() {
        let layout = GraphLayout(
            heights: [44, 44, 44], edges: [.init(0, 1), .init(1, 2), .init(2, 0), .init(1, 1), .init(7, 0), .init(0, 1)])
        #expect(layout.turned == [2])
        #expect(layout.routes[2].first?.x == layout.corners[2].x && layout.routes[2].last?.x == layout.corners[0].x + 208)
        #expect(layout.routes[3].isEmpty && layout.routes[4].isEmpty && !layout.routes[5].isEmpty)
        #expect(GraphLayout(heights: [], edges: []).width == 0)
        let ring = (0..<1000).map { GraphLayout.Edge($0, ($0 + 1) % 1000) }
        #expect(GraphLayout(heights: [Int](repeating: 44, count: 1000), edges: ring).turned.count == 1)
    }

    @Test("a source stands beside what is first made of it, not at the far left, and a plain grid has no crossing")
    func near() {
        let layout = GraphLayout(heights: [44, 44, 44, 44], edges: [.init(0, 1), .init(1, 2), .init(3, 2)])
        #expect(layout.layers == [0, 1, 2, 1])
        // Two rows that are given crosswise.
        let rows = GraphLayout(heights: [44, 44, 44, 44], edges: [.init(0, 3), .init(1, 2)])
        #expect((rows.corners[0].y < rows.corners[1].y) == (rows.corners[3].y < rows.corners[2].y))
    }
}
