package import BasinWire

/// Which revisions made a number, and what was made of it: where one looks when a number is wrong.
package enum PartitionLineagePage {
    /// - Parameter revision: nil: the current one.
    package static func page(
        _ answer: PartitionLineageAnswer, _ detail: DatasetDetail, partition: String, revision: Int?, for visitor: Visitor
    ) -> Page {
        let name = detail.summary.name
        let title = revision.map { "\(partition), revision \($0)" } ?? partition
        let about: HTML = """
            How <strong>\(title)</strong> came about: each revision names the ones that it was made of. \
            \(HTML.link("The partition", to: Address("datasets", name, "partitions", partition))) says how it stands now.
            """
        return DatasetFrame.page(
            detail, tab: .lineage, for: visitor,
            body: """
                <p><a href="\(LineageView(dataset: name).address.text)">All of the dataset's lineage</a></p>
                \(HTML.section("why", "What may explain a wrong number", about: about, why(answer)))
                \(HTML.section("tree", "Made of", tree(answer, name, partition, revision, visitor)))
                \(HTML.section("revisions", "All revisions", about: "What it is made of, itself, and what was made of it.", "\(table(answer, visitor))"))
                """)
    }

    private static func why(_ answer: PartitionLineageAnswer) -> HTML {
        guard !answer.why.isEmpty else {
            return "<p>Nothing of what it was made of was corrected, refused or replaced since.</p>\n"
        }
        return "<ul>\(answer.why.prefix(30).map { "<li>\(HTML.prose($0))</li>" as HTML })</ul>\n"
    }

    /// Rows at most; the table has all.
    private static let mostLines = 150

    /// From the revision to its oldest sources. What stands there already is not told again.
    private static func tree(
        _ answer: PartitionLineageAnswer, _ name: String, _ partition: String, _ revision: Int?, _ visitor: Visitor
    ) -> HTML {
        let nodes = Dictionary(answer.nodes.map { ($0.id, $0) }) { first, _ in first }
        var inputs: [String: [String]] = [:]
        for edge in answer.edges { inputs[edge.target, default: []].append(edge.source) }
        guard let start = answer.nodes.first(where: { $0.depth == 0 }) else { return .none }
        var told: Set<String> = [], lines = 0
        func item(_ node: PartitionLineageAnswer.Node, _ level: Int) -> HTML {
            lines += 1
            let isNew = told.insert(node.id).inserted
            let own = isNew && level < 40 ? inputs[node.id] ?? [] : []
            var below: [HTML] = []
            for run in runs(own.compactMap { nodes[$0] }) where lines < mostLines {
                let items = run.map { lines < mostLines ? item($0, level + 1) : .none }
                guard run.count > 3, let first = run.first, let last = run.last else {
                    below += items
                    continue
                }
                let title = "\(first.dataset): \(Figures.count(run.count, "partition")), \(first.partition) to \(last.partition), all current"
                below.append("<li>\(HTML.more(title, "<ul class=\"made-of\">\(items)</ul>"))</li>\n")
            }
            let list: HTML? = below.isEmpty ? nil : "<ul class=\"made-of\">\(below)</ul>"
            let again: HTML? = isNew || (inputs[node.id] ?? []).isEmpty ? nil : HTML.quiet("made of what stands above")
            return "<li><div class=\"line\">\(line(node, visitor))\(again)</div>\(list)</li>\n"
        }
        let list: HTML = "<ul class=\"made-of\">\(item(start, 0))</ul>\n"
        let rest: HTML? = lines >= mostLines || answer.isCut
            ? HTML.note(
                "There is more than stands here; the table has \(Figures.count(answer.nodes.count, "revision")).")
            : nil
        return "\(list)\(rest)"
    }

    /// Neighbours of one dataset about which there is nothing to say stand together.
    private static func runs(_ nodes: [PartitionLineageAnswer.Node]) -> [[PartitionLineageAnswer.Node]] {
        var runs: [[PartitionLineageAnswer.Node]] = []
        let sorted = nodes.sorted { ($0.dataset, $0.partition) < ($1.dataset, $1.partition) }
        for node in sorted {
            if let last = runs.last?.last, last.dataset == node.dataset, isQuiet(last), isQuiet(node) {
                runs[runs.count - 1].append(node)
            } else {
                runs.append([node])
            }
        }
        return runs
    }

    private static func isQuiet(_ node: PartitionLineageAnswer.Node) -> Bool {
        node.problem == nil && node.staleReason == nil && node.isCurrent
    }

    private static func line(_ node: PartitionLineageAnswer.Node, _ visitor: Visitor) -> HTML {
        let address = Address("datasets", node.dataset, "lineage").with("partition", node.partition).with("revision", String(node.revision))
        let rows: HTML? = node.rows.map { HTML.quiet(Figures.count($0, "row")) }
        let run: HTML? = node.run.map { HTML.link("run \($0)", to: .run($0)) }
        let ledger: HTML? = node.ledger.map {
            HTML.quiet(
                "received \(Figures.grouped($0.received)), refused \(Figures.grouped($0.quarantined)), twice \(Figures.grouped($0.duplicate))")
        }
        let problem: HTML? = node.problem.map { HTML.prose($0) }
        return """
            \(HTML.link(node.dataset, to: address)) <span>\(node.partition)</span> <span>\(revisionName(node))</span> \(badge(node)) \
            \(node.publishedAt.map { _ in visitor.moment.ago(node.publishedAt) }) \(rows) \(run) \(ledger) \(problem)
            """
    }

    private static func revisionName(_ node: PartitionLineageAnswer.Node) -> String {
        node.revision == 0 ? "empty" : "revision \(node.revision)"
    }

    private static func badge(_ node: PartitionLineageAnswer.Node) -> HTML {
        if node.problem != nil { return Standing.bad.badge("problem") }
        if node.staleReason != nil { return Standing.badge("stale") }
        return node.isCurrent ? Standing.good.badge("current") : Standing.warning.badge("replaced since")
    }

    private static func table(_ answer: PartitionLineageAnswer, _ visitor: Visitor) -> DataTable {
        var table = DataTable(
            "revisions-table", "Revisions",
            columns: [
                .text("Dataset"), .text("Partition"), .number("Revision"), .text("Where"), .text("State"),
                .text("Published"), .number("Rows"),
                .text("Why"), .text("Run"),
            ],
            rows: answer.nodes.map { node in
                let place = node.depth == 0
                    ? "here"
                    : node.depth < 0 ? "\(Figures.count(-node.depth, "step")) before" : "\(Figures.count(node.depth, "step")) after"
                let state = node.problem != nil
                    ? "problem" : node.staleReason != nil ? "stale" : node.isCurrent ? "current" : "replaced since"
                return [
                    .link(node.dataset, to: .dataset(node.dataset)),
                    Cell(
                        "<a href=\"\(Address("datasets", node.dataset, "partitions", node.partition).text)\">\(node.partition)</a>",
                        value: node.partition),
                    .number(node.revision),
                    Cell("\(place)", value: String(node.depth)), Cell(badge(node), value: state), .ago(node.publishedAt, visitor.moment),
                    .number(node.rows), Cell("\(node.reason ?? "–")", value: node.reason ?? ""),
                    node.run.map { .link(String($0), to: .run($0)) } ?? .none,
                ]
            }, empty: "Nothing is known of it.", hidesCaption: true)
        table.mostShown = 100
        return table
    }
}
