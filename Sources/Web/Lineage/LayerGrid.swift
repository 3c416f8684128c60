/// The layers of a graph with what stands in each, from top to bottom: nodes, and a bend for each layer that an edge passes.
struct LayerGrid: Sendable {
    private(set) var heights: [Int]
    private(set) var layers: [Int]
    /// Of each edge: its bends, from left to right.
    private(set) var bends: [[Int]]
    /// Vertices of each layer, from top to bottom.
    private(set) var columns: [[Int]]
    private let left: Neighbours
    private let right: Neighbours
    /// Parts of edges, each from a layer to the next.
    private let parts: [(Int, Int)]
    private let nodeCount: Int
    private let rowGap: Int

    /// A graph of very long edges is drawn without bends rather than slowly.
    private static let mostBends = 20_000

    /// - Parameter pairs: edges, each from a layer to one farther to the right.
    init(heights: [Int], layers: [Int], pairs: [(Int, Int)], rowGap: Int) {
        var heights = heights, layers = layers
        var bends: [[Int]] = [], parts: [(Int, Int)] = []
        nodeCount = heights.count
        for (source, target) in pairs {
            var own: [Int] = []
            var last = source
            let between = layers[source] + 1..<max(layers[target], layers[source] + 1)
            if heights.count - nodeCount + between.count <= Self.mostBends {
                for layer in between {
                    let bend = heights.count
                    heights.append(0)
                    layers.append(layer)
                    own.append(bend)
                    parts.append((last, bend))
                    last = bend
                }
                parts.append((last, target))
            }
            bends.append(own)
        }
        left = Neighbours(parts.map { ($0.1, $0.0) }, count: heights.count)
        right = Neighbours(parts, count: heights.count)
        columns = [[Int]](repeating: [], count: (layers.max() ?? -1) + 1)
        self.heights = heights
        self.layers = layers
        self.bends = bends
        self.parts = parts
        self.rowGap = rowGap
        for vertex in walk() { columns[layers[vertex]].append(vertex) }
    }

    /// Every vertex once, each soon after one that leads to it.
    private func walk() -> [Int] {
        var isSeen = [Bool](repeating: false, count: heights.count)
        var order: [Int] = []
        order.reserveCapacity(heights.count)
        for start in heights.indices.filter({ left[$0].isEmpty }) + Array(heights.indices) where !isSeen[start] {
            var stack = [start]
            while let vertex = stack.popLast() {
                guard !isSeen[vertex] else { continue }
                isSeen[vertex] = true
                order.append(vertex)
                for next in right[vertex].reversed() where !isSeen[next] { stack.append(next) }
            }
        }
        return order
    }

    /// Moves each vertex to the middle of those beside it, to the right and back, and keeps what crosses least.
    mutating func order() {
        guard columns.count > 1 else { return }
        var best = columns, fewest = crossings(), idle = 0
        for sweep in 0..<12 where fewest > 0 && idle < 4 {
            var places = self.places()
            let isRightward = sweep.isMultiple(of: 2)
            for index in isRightward ? Array(1..<columns.count) : Array((0..<columns.count - 1).reversed()) {
                let beside = isRightward ? left : right
                let keyed = columns[index].map { vertex -> (Double, Int) in
                    let others = beside[vertex]
                    guard !others.isEmpty else { return (Double(places[vertex]), vertex) }
                    return (Double(others.reduce(0) { $0 + places[$1] }) / Double(others.count), vertex)
                }
                let sorted = keyed.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : places[$0.1] < places[$1.1] }
                columns[index] = sorted.map(\.1)
                for (place, vertex) in columns[index].enumerated() { places[vertex] = place }
            }
            let now = crossings()
            idle = now < fewest ? 0 : idle + 1
            if now < fewest { (best, fewest) = (columns, now) }
        }
        columns = best
    }

    private func places() -> [Int] {
        var places = [Int](repeating: 0, count: heights.count)
        for column in columns {
            for (place, vertex) in column.enumerated() { places[vertex] = place }
        }
        return places
    }

    /// How often parts of edges cross.
    func crossings() -> Int {
        let places = places()
        var byLayer = [[(Int, Int)]](repeating: [], count: columns.count)
        for (source, target) in parts { byLayer[layers[source]].append((places[source], places[target])) }
        var total = 0
        for (layer, parts) in byLayer.enumerated() where parts.count > 1 {
            // A tree of counts (Fenwick): how many before this one ended lower.
            var counts = [Int](repeating: 0, count: columns[layer + 1].count + 1)
            var seen = 0
            for (_, end) in parts.sorted(by: { $0 < $1 }) {
                var index = end + 1, before = 0
                while index > 0 {
                    before += counts[index]
                    index &= index - 1
                }
                total += seen - before
                index = end + 1
                while index < counts.count {
                    counts[index] += 1
                    index += index & -index
                }
                seen += 1
            }
        }
        return total
    }

    /// The middle of each vertex: near the middle of those beside it, none over another.
    func centres() -> [Double] {
        var centres = [Double](repeating: 0, count: heights.count)
        for column in columns {
            let offsets = offsets(column)
            let half = (offsets.last ?? 0) / 2
            for (place, vertex) in column.enumerated() { centres[vertex] = offsets[place] - half }
        }
        for sweep in 0..<6 {
            let isRightward = sweep.isMultiple(of: 2)
            for column in isRightward ? columns : columns.reversed() {
                let wanted = column.map { vertex -> Double in
                    let others = isRightward ? left[vertex] : right[vertex]
                    return others.isEmpty ? centres[vertex] : others.reduce(0) { $0 + centres[$1] } / Double(others.count)
                }
                settle(column, wanted, &centres)
            }
        }
        return centres
    }

    /// How far below the first of a column each stands at least.
    private func offsets(_ column: [Int]) -> [Double] {
        var offsets: [Double] = []
        for (place, vertex) in column.enumerated() {
            guard place > 0 else {
                offsets.append(0)
                continue
            }
            let above = column[place - 1]
            offsets.append(offsets[place - 1] + Double(heights[above] + heights[vertex]) / 2 + Double(rowGap))
        }
        return offsets
    }

    /// Puts a column as near to what is wanted as its order and gaps let it (isotonic regression: neighbours that would
    /// overlap become a block around their mean).
    private func settle(_ column: [Int], _ wanted: [Double], _ centres: inout [Double]) {
        let offsets = offsets(column)
        var blocks: [(mean: Double, weight: Double, count: Int)] = []
        for place in column.indices {
            // What is level looks calm: bends pull more.
            let weight = column[place] < nodeCount ? 1.0 : 3.0
            blocks.append((wanted[place] - offsets[place], weight, 1))
            while blocks.count > 1, blocks[blocks.count - 2].mean > blocks[blocks.count - 1].mean {
                let lower = blocks.removeLast(), upper = blocks.removeLast()
                let weight = upper.weight + lower.weight
                blocks.append(((upper.mean * upper.weight + lower.mean * lower.weight) / weight, weight, upper.count + lower.count))
            }
        }
        var place = 0
        for block in blocks {
            for _ in 0..<block.count {
                centres[column[place]] = block.mean + offsets[place]
                place += 1
            }
        }
    }
}
