package import BasinWire

/// What a dataset is made of, and what is made of it: a graph, who is hurt when it changes, and everything as a table.
package enum LineagePage {
    /// - Parameter detail: nil for a dataset of others, of which nothing else is known.
    package static func page(
        _ answer: LineageAnswer, _ view: LineageView, detail: DatasetDetail?, for visitor: Visitor
    ) -> Page {
        let graph = LineageGraph(answer, view)
        let body: HTML = """
            \(controls(view, detail))
            \(opened(view))\(picture(answer, graph, view))
            \(LineageImpact.section(answer, view))
            \(nodes(answer, view))
            """
        guard let detail else {
            return Page(
                "\(view.dataset): lineage", for: visitor, in: .search, trail: [("Data", "/search")],
                aside: HTML.tag("external"), scripts: ["lineage.js"], isWide: true,
                body: """
                    <p class="about">Not Basin's own: somebody told of it with an event of OpenLineage. What is known of it is how it hangs
                    together with the rest.</p>
                    \(body)
                    """)
        }
        return DatasetFrame.page(detail, tab: .lineage, for: visitor, scripts: ["lineage.js"], isWide: true, body: body)
    }

    private static func controls(_ view: LineageView, _ detail: DatasetDetail?) -> HTML {
        let columns = detail?.columns.prefix(300).map(\.name) ?? []
        let directions = [("both", "both ways"), ("up", "what it is made of"), ("down", "what is made of it")]
        var depths = LineageView.depths
        if !depths.contains(view.depth) { depths = (depths + [view.depth]).sorted() }
        let steps = depths.map { (String($0), $0 == 100 ? "all steps" : Figures.count($0, "step")) }
        let form = Form(
            .get, Address("datasets", view.dataset, "lineage"), "Show",
            fields: [
                Form.choice("direction", "Direction", directions.map { (value: $0.0, title: $0.1) }, chosen: view.direction),
                Form.choice("depth", "Depth", steps.map { (value: $0.0, title: $0.1) }, chosen: String(view.depth)),
                Form.text("column", "Column", value: view.column ?? "", placeholder: "all of it", list: columns),
            ], isInline: true)
        let whole: HTML? = view.column.map { _ in
            "<a class=\"button secondary\" href=\"\(view.of(view.dataset).address.text)\">Datasets as a whole</a>"
        }
        return "<div class=\"graph-controls\">\(form)\(whole)</div>\n"
    }

    /// Groups that are drawn open, each with a way to close it.
    private static func opened(_ view: LineageView) -> HTML {
        guard !view.open.isEmpty else { return .none }
        let items = view.open.map { key -> HTML in
            let parts = key.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
            let name = parts.count > 1 && !parts[1].isEmpty ? parts[1] : key == "all" ? "all groups" : "several teams"
            return "<li><a class=\"tag\" href=\"\(view.closing(key).address.text)#graph\">Close <bdi>\(name)</bdi></a></li>"
        }
        return "<ul class=\"tags\" aria-label=\"Open groups\">\(items)</ul>\n"
    }

    private static func picture(_ answer: LineageAnswer, _ graph: LineageGraph, _ view: LineageView) -> HTML {
        guard answer.nodes.count > 1 || !graph.selfReading.isEmpty else {
            let what: HTML =
                switch view.direction {
                case "up": "It is made of nothing that Basin knows"
                case "down": "Nothing is made of it"
                default: "It is made of nothing that Basin knows, and nothing is made of it"
                }
            return HTML.empty(
                view.column == nil ? "Stands alone" : "This column stands alone",
                "\(what). A pipeline that reads it shows here as soon as it is applied; other programs tell of theirs with OpenLineage at <code>/api/v1/lineage</code>.")
        }
        return """
            <figure class="lineage" id="graph" data-lineage>
            <figcaption class="graph-head"><span class="graph-count">\(count(graph, view))</span></figcaption>
            <div class="scroll" tabindex="0" role="group" aria-label="Graph of what is made of what">\(LineagePicture(graph, view).html)</div>
            \(key(view, graph))\(cut(answer, graph, view))</figure>

            """
    }

    private static func count(_ graph: LineageGraph, _ view: LineageView) -> HTML {
        let datasets = Figures.count(graph.datasetCount, "dataset")
        let boxes = graph.boxes.count < graph.datasetCount ? " in \(Figures.count(graph.boxes.count, "box", "boxes"))" : ""
        return "\(datasets)\(boxes), \(Figures.count(graph.edges.count, "edge")); made from left to right"
    }

    /// What the lines and signs mean, in words.
    private static func key(_ view: LineageView, _ graph: LineageGraph) -> HTML {
        func line(_ kind: String, _ words: String) -> HTML {
            """
            <li><svg class="sample" viewBox="0 0 36 10" width="36" height="10" aria-hidden="true"><path class="e \(kind)" d="M1 5H35"/></svg>\(words)</li>
            """
        }
        let lines: HTML =
            view.column == nil
            ? line("", "data goes from one to the other")
            : "\(line("copied", "copied as it is"))\(line("derived", "derived: computed from it"))\(line("indirect", "indirect: decides which rows count"))"
        let states = ["good", "stale", "failed"].map { "<li>\(Standing.badge($0))</li>" as HTML }
        return "<ul class=\"key\" aria-label=\"Key\">\(lines)\(states)</ul>\n"
    }

    private static func cut(_ answer: LineageAnswer, _ graph: LineageGraph, _ view: LineageView) -> HTML {
        var sentences: [HTML] = []
        if answer.isCut {
            var deeper = view
            deeper.depth = LineageView.depths.first { $0 > view.depth } ?? view.depth
            sentences.append(
                view.depth < 100
                    ? "There is more beyond \(Figures.count(view.depth, "step")): <a href=\"\(deeper.address.text)\">go farther</a>."
                    : "There is more than is read at once: <code>basin lineage \(view.dataset) --limit 100000</code> gives all of it.")
        }
        if graph.leftOutEdges > 0 {
            sentences.append("\(Figures.count(graph.leftOutEdges, "edge")) are not drawn: the picture would be a carpet.")
        }
        return sentences.isEmpty ? .none : HTML.note(HTML(sentences, between: " "))
    }

    private static func nodes(_ answer: LineageAnswer, _ view: LineageView) -> HTML {
        let isOfColumns = view.column != nil
        let rows = answer.nodes.map { node -> [Cell] in
            let name: Cell = .link(node.id, to: node.kind == "external" ? view.of(node.dataset).address : .dataset(node.dataset))
            let place = node.depth == 0
                ? "here"
                : node.depth < 0 ? "\(Figures.count(-node.depth, "step")) before" : "\(Figures.count(node.depth, "step")) after"
            return [
                name, Cell("\(place)", value: String(node.depth)), Cell("\(LineagePicture.kind(node.kind))", value: node.kind),
                node.state.map { .state($0) } ?? .none, Cell(owner(node), value: node.owner),
                node.contact.map { Cell(DatasetFrame.contact($0), value: $0) } ?? .none,
                .number(node.kind == "external" ? nil : node.uses),
            ]
        }
        var table = DataTable(
            "all", isOfColumns ? "Columns" : "Datasets",
            columns: [
                .text(isOfColumns ? "Column" : "Dataset"), .text("Where"), .text("Kind"), .text("State"), .text("Owner"), .text("Contact"),
                .number("Queries", unit: "last 30 days"),
            ], rows: rows, empty: "Nothing.", hidesCaption: true)
        table.mostShown = 40
        return HTML.section("nodes", isOfColumns ? "All columns" : "All datasets", "\(table)")
    }

    private static func owner(_ node: LineageAnswer.Node) -> HTML {
        node.kind == "external" ? HTML.name(node.owner) : HTML.link(node.owner, to: .team(node.owner))
    }
}
