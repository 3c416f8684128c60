import BasinWire

/// The graph as a picture whose boxes are links. Many boxes are drawn small and with few bytes.
struct LineagePicture {
    private let graph: LineageGraph
    private let layout: GraphLayout
    private let view: LineageView
    private let isCompact: Bool
    private let width: Int
    /// Of a box without columns.
    private let header: Int
    private let heights: [Int]

    private static let columnHeight = 20, margin = 8

    init(_ graph: LineageGraph, _ view: LineageView) {
        let isCompact = graph.boxes.count > 120
        let header = isCompact ? 24 : 44
        func offset(_ column: Int?) -> Int? { column.map { header + $0 * Self.columnHeight + Self.columnHeight / 2 } }
        var measures = GraphLayout.Measures()
        measures.nodeWidth = isCompact ? 168 : 196
        measures.layerGap = isCompact ? 88 : 52
        measures.rowGap = isCompact ? 6 : 14
        heights = graph.boxes.map { box in
            guard case .dataset(_, let columns) = box.content, !columns.isEmpty else { return header }
            return header + columns.count * Self.columnHeight + 6
        }
        layout = GraphLayout(
            heights: heights,
            edges: graph.edges.map {
                GraphLayout.Edge($0.source, $0.target, sourceOffset: offset($0.sourceColumn), targetOffset: offset($0.targetColumn))
            }, measures)
        self.graph = graph
        self.view = view
        self.isCompact = isCompact
        self.header = header
        width = measures.nodeWidth
    }

    var html: HTML {
        let (w, h) = (layout.width + 2 * Self.margin, layout.height + 2 * Self.margin)
        // Whoever goes from box to box with a key goes from left to right.
        let order = graph.boxes.indices.sorted { a, b in
            let (one, other) = (layout.corners[a], layout.corners[b])
            return (one.x, one.y) < (other.x, other.y)
        }
        var ranks = order
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        var pairs = ""
        for edge in graph.edges { pairs += "\(ranks[edge.source]) \(ranks[edge.target]) " }
        let size: HTML = isCompact ? " small" : ""
        return """
            <svg class="graph\(size)" width="\(w)" height="\(h)" viewBox="\(-Self.margin) \(-Self.margin) \(w) \(h)" role="group" aria-label="What is made of what, from left to right" data-edges="\(pairs)">
            <defs><marker id="tip" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z"/></marker></defs>
            <g class="edges" aria-hidden="true">\(edges)</g>
            \(order.map { box($0) })</svg>
            """
    }

    /// Those of one kind, which follow each other, as one path where there are many: what takes it apart is `lineage.js`.
    private var edges: HTML {
        var text = "", kind: String?? = nil
        for (index, edge) in graph.edges.enumerated() {
            let path = Self.path(layout.routes[index])
            if isCompact, kind == .some(edge.kind) {
                text += path
                continue
            }
            text += "\(index == 0 ? "" : "\"/>\n")<path class=\"\(HTML.escape(edge.kind.map { "e " + $0 } ?? "e"))\" d=\"\(path)"
            kind = .some(edge.kind)
        }
        return HTML(rendered: text + (graph.edges.isEmpty ? "" : "\"/>\n"))
    }

    /// Curves between layers, level within them.
    private static func path(_ route: [GraphLayout.Point]) -> String {
        guard let first = route.first else { return "" }
        var text = "M\(first.x) \(first.y)"
        var last = first
        for (number, point) in route.dropFirst().enumerated() {
            if !number.isMultiple(of: 2) || point.y == last.y {
                text += "H\(point.x)"
            } else {
                let (dx, dy) = (point.x - last.x, point.y - last.y)
                text += "c\(dx / 2) 0 \(dx - dx / 2) \(dy) \(dx) \(dy)"
            }
            last = point
        }
        return text
    }

    private func box(_ index: Int) -> HTML {
        let place = "translate(\(layout.corners[index].x) \(layout.corners[index].y))"
        switch graph.boxes[index].content {
        case .dataset(let node, let columns): return dataset(node, columns, index, place)
        case .group(let group, let key): return self.group(group, key, index, place)
        }
    }

    private func dataset(_ node: LineageAnswer.Node, _ columns: [String], _ index: Int, _ place: String) -> HTML {
        let isStart = graph.boxes[index].isStart
        let state = node.state ?? (node.kind == "external" ? "external" : "not known")
        let standing = Standing(of: state)
        let kind = Self.kind(node.kind), again = graph.selfReading.contains(index) ? ", reads itself" : ""
        let title: HTML = "<title>\(node.dataset)\n\(kind) of \(node.owner), \(state)\(again)</title>"
        let letters = isCompact ? 21 : 24
        let name: HTML = "<text class=\"t\" x=\"10\" y=\"\(isCompact ? 16 : 18)\">\(Self.short(node.dataset, letters))</text>"
        let shown = node.state ?? kind
        let word: HTML =
            isCompact
            ? (standing == .good || standing == .off
                ? "" : "<text class=\"w \(standing.rawValue)\" x=\"\(width - 8)\" y=\"16\">\(standing.sign)</text>")
            : """
            <text class="s" x="10" y="35">\(Self.short(kind == "dataset" ? node.owner : "\(kind) · \(node.owner)", 19))</text>\
            <text class="w \(standing.rawValue)" x="\(width - 10)" y="35">\(node.state == nil ? "" : standing.sign + " " + shown)</text>
            """
        let lines = columns.enumerated().map { number, column -> HTML in
            let y = header + number * Self.columnHeight + 14
            let here: HTML = column == view.column && isStart ? "here " : ""
            return """
                <a href="\(view.of(node.dataset, column: column).address.text)"><text class="\(here)k" x="10" y="\(y)">\(Self.short(column, 26))</text></a>
                """
        }
        let body: HTML = "<rect width=\"\(width)\" height=\"\(heights[index])\" rx=\"6\"/>\(name)\(word)"
        let kindClass: HTML = isStart ? "n start" : node.kind == "event" ? "n event" : node.kind == "external" ? "n external" : "n"
        let address = isStart && node.kind != "external" ? Address.dataset(node.dataset) : view.of(node.dataset).address
        let linked: HTML = "<a href=\"\(address.text)\">\(title)\(body)</a>"
        return "<g class=\"\(kindClass)\" transform=\"\(place)\">\(linked)\(lines)</g>\n"
    }

    private func group(_ group: LineageGroup, _ key: String?, _ index: Int, _ place: String) -> HTML {
        let owner = group.owner.map { "of " + $0 } ?? "of several teams"
        let what = key == nil ? "more, in the table below" : "open"
        let worst = group.worst.map { "\($0.count) \($0.state)" }
        let title: HTML = "<title>\(group.title) \(owner)\n\(group.count) together\(worst.map { ", " + $0 } ?? ""): \(what)</title>"
        let standing = group.worst.map { Standing(of: $0.state) }
        let sign: HTML? = standing.map {
            "<text class=\"w \($0.rawValue)\" x=\"\(width - 8)\" y=\"\(isCompact ? 16 : 18)\">\($0.sign)\(isCompact ? "" : " " + (worst ?? ""))</text>"
        }
        let second: HTML? = isCompact
            ? nil
            : "<text class=\"s\" x=\"10\" y=\"35\">\(Self.short(owner, 28)) · \(key == nil ? "in the table" : "open")</text>"
        let body: HTML = """
            <rect class="back" x="4" y="4" width="\(width)" height="\(heights[index])" rx="6"/><rect width="\(width)" height="\(heights[index])" rx="6"/>\
            <text class="t" x="10" y="\(isCompact ? 16 : 18)">\(key == nil ? "+ " : "")\(isCompact ? Self.short("\(group.title) \(owner)", key == nil ? 20 : 22) : group.title)</text>\(second)\(sign)
            """
        let linked: HTML =
            key.map { "<a href=\"\(view.opening($0).address.text)#graph\">\(title)\(body)</a>" } ?? "<a href=\"#nodes\">\(title)\(body)</a>"
        return "<g class=\"n group\" transform=\"\(place)\">\(linked)</g>\n"
    }

    static func kind(_ word: String) -> String {
        switch word {
        case "event": "event type"
        case "external": "external"
        default: "dataset"
        }
    }

    /// As much as has room; wide letters count twice.
    static func short(_ text: String, _ letters: Int) -> String {
        var room = letters, cut = "", beforeLast = ""
        for character in text {
            // What is written over one letter has no end.
            guard character.unicodeScalars.count <= 12 else { continue }
            room -= character.unicodeScalars.map(width).max() ?? 1
            guard room >= 0 else { return beforeLast + "…" }
            if room > 0 { beforeLast = cut + String(character) }
            cut.append(character)
        }
        return cut
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1F000...: 3
        case 0x2E80..<0x1F000, 0x1100..<0x1200: 2
        default: 1
        }
    }
}
