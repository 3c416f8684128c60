import BasinWire

/// What a partition's revision was made of, and what was made of it.
enum PartitionOrigins {
    static func html(_ content: PartitionPage.Content, _ visitor: Visitor) -> HTML? {
        guard let lineage = content.lineage else {
            return content.mark.revision == nil ? nil : HTML.note("What it was made of cannot be shown now.")
        }
        let before = lineage.nodes.filter { $0.depth < 0 }, after = lineage.nodes.filter { $0.depth > 0 }
        let sentences = lineage.why.map { "<li>\(HTML.prose($0))</li>\n" as HTML }
        let why: HTML? = sentences.isEmpty ? nil : HTML.notice(.warning, "<ul>\n\(sentences)</ul>")
        let cut: HTML? = lineage.isCut ? HTML.note("There is more; <code>basin lineage</code> shows all of it.") : nil
        let made: HTML? = content.hour != nil
            ? nil : "\(table("made-of", "Made of", before, "It was made of no partition that Basin knows.", visitor))"
        return HTML.section(
            "origins", content.hour == nil ? "Made of, and made into" : "Made into",
            about: "Revisions that were read, and revisions that read this one.",
            "\(why)\(made)\(table("made-into", "Made into", after, "Nothing was made of it yet.", visitor))\(cut)")
    }

    private static func table(
        _ name: String, _ caption: String, _ nodes: [PartitionLineageAnswer.Node], _ empty: HTML, _ visitor: Visitor
    ) -> DataTable {
        DataTable(
            name, caption,
            columns: [
                .text("Dataset"), .text("Partition"), .number("Revision"), .text("Is"), .number("Rows"),
                .text("Published"), .text("Run"), .wide("Remark"),
            ],
            rows: nodes.map { node in
                [
                    .link(node.dataset, to: .dataset(node.dataset)),
                    .link(node.partition, to: Address("datasets", node.dataset, "partitions", node.partition)),
                    .number(node.revision), Cell(standing(node), value: node.isCurrent ? "current" : "replaced"), .number(node.rows),
                    .ago(node.publishedAt, visitor.moment), node.run.map { .link(String($0), to: .run($0)) } ?? .none,
                    .text(node.problem ?? node.staleReason),
                ]
            }, empty: empty)
    }

    private static func standing(_ node: PartitionLineageAnswer.Node) -> HTML {
        if node.staleReason != nil { return Standing.warning.badge("stale") }
        return node.isCurrent ? Standing.good.badge("current") : Standing.warning.badge("replaced since")
    }
}
