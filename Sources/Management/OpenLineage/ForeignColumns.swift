package import BasinCore

/// What a `columnLineage` facet (1-2-0, and the older forms) says of one output.
package struct ForeignColumns: Sendable {
    package struct Source: Sendable, Hashable {
        package var column: String
        package var dataset: LineageName
        package var sourceColumn: String
        package var kind: ColumnSource.Kind
    }

    package var sources: Set<Source> = []
    /// More was said than is kept.
    package var isCut = false

    /// Of one output, what is kept at most.
    package static let most = 20_000
    private static let longest = 512

    package init(_ facet: JSONTree?) {
        guard let fields = facet?["fields"]?.members else { return }
        // What the whole dataset depends on, each of its columns does: read once, since both may be long.
        let whole = Set((facet?["dataset"]?.items ?? []).compactMap(Input.init)).sorted {
            ($0.dataset, $0.column) < ($1.dataset, $1.column)
        }
        for (column, field) in fields.sorted(by: { $0.key < $1.key })
        where OpenLineageEvent.isName(column, longest: Self.longest) {
            for input in field["inputFields"]?.items ?? [] {
                guard let source = Input(input) else { continue }
                for kind in Self.kinds(input["transformations"]?.items, field) { add(column, source, kind) }
            }
            for source in whole where !isCut { add(column, source, .indirect) }
            // Columns times sources may be far more than the bytes that say so.
            if isCut { return }
        }
    }

    private mutating func add(_ column: String, _ input: Input, _ kind: ColumnSource.Kind) {
        guard sources.count < Self.most else { return isCut = true }
        sources.insert(Source(column: column, dataset: input.dataset, sourceColumn: input.column, kind: kind))
    }

    private struct Input: Hashable {
        var dataset: LineageName
        var column: String

        init?(_ tree: JSONTree) {
            guard let namespace = tree["namespace"]?.text, let name = tree["name"]?.text, let field = tree["field"]?.text,
                OpenLineageEvent.isName(field, longest: ForeignColumns.longest),
                [namespace, name].allSatisfy({ OpenLineageEvent.isName($0, longest: 1_024) })
            else { return nil }
            dataset = LineageName(namespace: namespace, name: name)
            column = field
        }
    }

    private static func kinds(_ transformations: [JSONTree]?, _ field: JSONTree) -> Set<ColumnSource.Kind> {
        let said = (transformations ?? []).compactMap { kind($0["type"]?.text, $0["subtype"]?.text) }
        guard said.isEmpty else { return Set(said) }
        // Before 1-1-0 a field had one type for all of its inputs.
        return field["transformationType"]?.text == "IDENTITY" ? [.copied] : [.derived]
    }

    private static func kind(_ type: String?, _ subtype: String?) -> ColumnSource.Kind? {
        switch type {
        case "INDIRECT": .indirect
        case "DIRECT": subtype == "IDENTITY" ? .copied : .derived
        default: nil
        }
    }
}
