import BasinCore

/// Nodes with their edges, as Marquez writes them.
struct MarquezGraph {
    private var order: [String] = []
    private var types: [String: String] = [:]
    private var data: [String: JSONTree] = [:]
    private var into: [String: Set<String>] = [:]
    private var out: [String: Set<String>] = [:]

    /// - Returns: false when it is there already.
    @discardableResult
    mutating func add(_ id: String, _ type: String, _ data: JSONTree) -> Bool {
        guard types[id] == nil else { return false }
        order.append(id)
        types[id] = type
        self.data[id] = data
        return true
    }

    mutating func connect(_ origin: String, _ destination: String) {
        into[destination, default: []].insert(origin)
        out[origin, default: []].insert(destination)
    }

    /// With the edges between nodes that are there.
    var nodes: [JSONTree] {
        order.map { id in
            let inEdges = (into[id] ?? []).filter { types[$0] != nil }.sorted().map { Self.edge($0, id) }
            let outEdges = (out[id] ?? []).filter { types[$0] != nil }.sorted().map { Self.edge(id, $0) }
            return [
                "id": .string(id), "type": .optional(types[id]), "data": data[id] ?? .null, "inEdges": .array(inEdges),
                "outEdges": .array(outEdges),
            ]
        }
    }

    private static func edge(_ origin: String, _ destination: String) -> JSONTree {
        ["origin": .string(origin), "destination": .string(destination)]
    }
}
