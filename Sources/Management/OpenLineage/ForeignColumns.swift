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
        for (column, field) in fields.sorted(by: { $0.key < $1.key }) {
            for input in field["inputFields"]?.items ?? [] { add(column, input, field, whole: nil) }
            // What the whole dataset depends on, each of its columns does.
            for input in facet?["dataset"]?.items ?? [] { add(column, input, field, whole: .indirect) }
        }
    }

    private mutating func add(_ column: String, _ input: JSONTree, _ field: JSONTree, whole: ColumnSource.Kind?) {
        guard let namespace = input["namespace"]?.text, let name = input["name"]?.text, let source = input["field"]?.text,
            [column, source].allSatisfy({ OpenLineageEvent.isName($0, longest: Self.longest) }),
            [namespace, name].allSatisfy({ OpenLineageEvent.isName($0, longest: 1_024) })
        else { return }
        for kind in whole.map({ [$0] }) ?? Self.kinds(input["transformations"]?.items, field) {
            guard sources.count < Self.most else { return isCut = true }
            sources.insert(
                Source(
                    column: column, dataset: LineageName(namespace: namespace, name: name), sourceColumn: source, kind: kind))
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
