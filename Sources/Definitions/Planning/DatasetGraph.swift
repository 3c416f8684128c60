/// Which datasets of a project read which others of it.
struct DatasetGraph {
    /// Every dataset after all that it reads, as far as there are no cycles.
    private(set) var order: [String] = []
    /// Each from its first name by alphabet, as `a` reads `b` reads … reads `a`, the first not repeated.
    private(set) var cycles: [[String]] = []

    /// - Parameter reads: names of what each dataset reads; names that are no keys, and its own, are left out.
    init(_ reads: [String: Set<String>]) {
        // Depth first on a stack of its own: a chain may be as long as the project has datasets.
        var isDone: Set<String> = []
        var position: [String: Int] = [:]
        for root in reads.keys.sorted() where !isDone.contains(root) {
            var path: [(name: String, next: [String])] = []
            func enter(_ name: String) {
                position[name] = path.count
                path.append((name, reads[name, default: []].filter { $0 != name && reads[$0] != nil }.sorted(by: >)))
            }
            enter(root)
            while let name = path.last?.name {
                guard let next = path[path.count - 1].next.popLast() else {
                    isDone.insert(name)
                    position[name] = nil
                    order.append(name)
                    path.removeLast()
                    continue
                }
                if let start = position[next] {
                    cycles.append(Self.rotated(path[start...].map(\.name)))
                } else if !isDone.contains(next) {
                    enter(next)
                }
            }
        }
    }

    private static func rotated(_ cycle: [String]) -> [String] {
        let first = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
        return Array(cycle[first...] + cycle[..<first])
    }
}
