/// Who is beside whom in a graph, in the order of the pairs: one array for all.
struct Neighbours: Sendable {
    private var starts: [Int]
    private var items: [Int]

    /// - Parameter pairs: a node, and what is beside it.
    init(_ pairs: [(Int, Int)], count: Int) {
        starts = [Int](repeating: 0, count: count + 1)
        for (node, _) in pairs { starts[node + 1] += 1 }
        for node in 0..<count { starts[node + 1] += starts[node] }
        items = [Int](repeating: 0, count: pairs.count)
        var ends = starts
        for (node, item) in pairs {
            items[ends[node]] = item
            ends[node] += 1
        }
    }

    subscript(node: Int) -> ArraySlice<Int> { items[starts[node]..<starts[node + 1]] }
}
