import BasinWire

/// What of a lineage is drawn: a box for each dataset, with the columns that are asked for, and one for each group of a
/// layer that would be too long.
struct LineageGraph: Sendable {
    struct Box: Sendable {
        enum Content: Sendable {
            case dataset(LineageAnswer.Node, columns: [String])
            /// - Parameter key: by which it is opened; nil: there is more than can be drawn.
            case group(LineageGroup, key: String?)
        }
        var content: Content
        /// Where it was asked from.
        var isStart: Bool
    }

    struct Edge: Sendable, Hashable {
        var source: Int
        var target: Int
        /// Place of the column in its box.
        var sourceColumn: Int?
        var targetColumn: Int?
        var kind: String?
    }

    private(set) var boxes: [Box] = []
    private(set) var edges: [Edge] = []
    /// Datasets, drawn or in groups.
    private(set) var datasetCount = 0
    /// What is not drawn, since the picture would be too large.
    private(set) var leftOutEdges = 0
    /// Boxes that read their own yesterday.
    private(set) var selfReading: Set<Int> = []

    /// So many of one layer are drawn each by itself.
    static let mostOfLayer = 40
    /// Groups of one layer: the smallest of more become one.
    private static let mostGroups = 24
    /// In all, opened groups too.
    static let mostBoxes = 300
    private static let mostEdges = 1200

    init(_ answer: LineageAnswer, _ view: LineageView) {
        var heads: [LineageAnswer.Node] = [], places: [String: Int] = [:], columns: [[String]] = []
        // Nodes come by depth, so a dataset stands where its nearest column does.
        for node in answer.nodes.sorted(by: { (abs($0.depth), $0.id) < (abs($1.depth), $1.id) }) {
            if let place = places[node.dataset] {
                if let column = node.column { columns[place].append(column) }
                continue
            }
            places[node.dataset] = heads.count
            heads.append(node)
            columns.append(node.column.map { [$0] } ?? [])
        }
        datasetCount = heads.count
        let boxOf = addBoxes(heads, columns, view)
        let lines = boxes.map { box -> [String: Int] in
            guard case .dataset(_, let columns) = box.content else { return [:] }
            return Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
        }
        func place(of column: String?, in box: Int) -> Int? { column.flatMap { lines[box][$0] } }
        let ids = Dictionary(answer.nodes.map { ($0.id, $0) }) { first, _ in first }
        var seen: Set<Edge> = []
        for edge in answer.edges {
            guard let source = ids[edge.source], let target = ids[edge.target], let from = places[source.dataset],
                let to = places[target.dataset]
            else { continue }
            let made = Edge(
                source: boxOf[from], target: boxOf[to], sourceColumn: place(of: source.column, in: boxOf[from]),
                targetColumn: place(of: target.column, in: boxOf[to]), kind: edge.kind)
            if made.source == made.target {
                if case .dataset = boxes[made.source].content { selfReading.insert(made.source) }
                continue
            }
            guard seen.insert(made).inserted else { continue }
            if edges.count < Self.mostEdges { edges.append(made) } else { leftOutEdges += 1 }
        }
        edges.sort { ($0.kind ?? "", $0.source, $0.target) < ($1.kind ?? "", $1.source, $1.target) }
    }

    /// - Returns: of each head, its box.
    private mutating func addBoxes(_ heads: [LineageAnswer.Node], _ columns: [[String]], _ view: LineageView) -> [Int] {
        var boxOf = [Int](repeating: 0, count: heads.count)
        let layers = Dictionary(grouping: heads.indices) { heads[$0].depth }
        for depth in layers.keys.sorted(by: { (abs($0), $0) < (abs($1), $1) }) {
            let members = layers[depth] ?? []
            for group in Self.groups(members, heads, depth) {
                let isOpen = group.key.map { view.open.contains($0) || view.open.contains("all") } ?? true
                var drawn = isOpen ? group.members : []
                var rest = isOpen ? [] : group.members
                let room = max(0, Self.mostBoxes - boxes.count)
                if drawn.count > room {
                    rest = Array(drawn.suffix(drawn.count - room))
                    drawn = Array(drawn.prefix(room))
                }
                for index in drawn {
                    boxOf[index] = boxes.count
                    boxes.append(
                        Box(
                            content: .dataset(heads[index], columns: columns[index].sorted()),
                            isStart: heads[index].dataset == view.dataset))
                }
                guard !rest.isEmpty else { continue }
                for index in rest { boxOf[index] = boxes.count }
                boxes.append(
                    Box(
                        content: .group(LineageGroup(rest.map { heads[$0] }, owner: group.owner), key: isOpen ? nil : group.key),
                        isStart: false))
            }
        }
        return boxOf
    }

    private struct Gathered {
        /// Nil: drawn one by one.
        var key: String?
        /// Nil: of many.
        var owner: String?
        var members: [Int]
    }

    /// The members of a layer as they are drawn: one by one, or a group for each owner and kind.
    private static func groups(_ members: [Int], _ heads: [LineageAnswer.Node], _ depth: Int) -> [Gathered] {
        guard members.count > mostOfLayer, depth != 0 else { return [Gathered(members: members)] }
        let parts = Dictionary(grouping: members) { heads[$0].owner + "~" + heads[$0].kind }
        var groups: [Gathered] = [], single: [Int] = []
        for (name, members) in parts.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            if members.count == 1, single.count < mostOfLayer / 2 {
                single += members
            } else {
                groups.append(Gathered(key: "\(depth)~\(name)", owner: heads[members[0]].owner, members: members))
            }
        }
        if groups.count > mostGroups {
            let small = groups[(mostGroups - 1)...].flatMap(\.members)
            groups = Array(groups.prefix(mostGroups - 1)) + [Gathered(key: "\(depth)~", members: small.sorted())]
        }
        return groups + (single.isEmpty ? [] : [Gathered(members: single.sorted())])
    }
}
