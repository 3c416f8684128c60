import BasinCore
import BasinWeb
import BasinWire

/// Pages about what is made of what.
enum LineagePages {
    static func routes(_ services: Services) -> [Route] {
        [
            .page(
                "/datasets/{name}/lineage", .find, "What a dataset, a column or a partition is made of, and what is made of it.",
                query: [
                    QueryParameter(name: "column", description: "One column; the dataset as a whole if left out."),
                    QueryParameter(name: "direction", description: "up, down or both."),
                    QueryParameter(name: "depth", description: "Steps at most, 2 if left out.", type: .integer(1...100)),
                    QueryParameter(name: "open", description: "The key of a group that is drawn open; may be given often.", isRepeatable: true),
                    QueryParameter(name: "partition", description: "The revisions of one partition instead."),
                    QueryParameter(name: "revision", description: "With partition: the current one if left out.", type: .integer(1...1_000_000_000)),
                ], services
            ) { request in
                let name = try request.parameter("name")
                if let partition = try request.item("partition") { return try await ofPartition(name, partition, request, services) }
                let view = try view(name, request)
                async let detail = detail(name, services)
                async let answer = services.catalog.lineage(name, view.column, view.direction, view.depth, mostNodes)
                return try await LineagePage.page(answer, view, detail: detail, for: request.visitor)
            }
        ]
    }

    /// What is drawn is less: layers that are too long become groups.
    private static let mostNodes = 1500
    private static let mostOpen = 60

    private static func view(_ name: String, _ request: PageRequest) throws -> LineageView {
        let direction = try request.item("direction") ?? "both"
        guard LineageView.directions.contains(direction) else {
            throw BasinError(.invalid, "The direction is not known; give up, down or both.")
        }
        let depth = try number("depth", 1...100, request) ?? LineageView.usualDepth
        return LineageView(
            dataset: name, column: try request.item("column"), direction: direction, depth: depth,
            open: Array(request.items("open").prefix(mostOpen)))
    }

    private static func number(_ name: String, _ range: ClosedRange<Int>, _ request: PageRequest) throws -> Int? {
        guard let text = try request.item(name) else { return nil }
        guard let number = ParameterType.number(text), range.contains(number) else {
            throw BasinError(.invalid, "The parameter \(name) is no whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// Nil for what others told of: it has lineage and nothing else.
    private static func detail(_ name: String, _ services: Services) async throws -> DatasetDetail? {
        do {
            return try await services.dataset(name)
        } catch let error as BasinError where error.code == .notFound {
            return nil
        }
    }

    private static func ofPartition(
        _ name: String, _ partition: String, _ request: PageRequest, _ services: Services
    ) async throws -> Page {
        let revision = try number("revision", 1...1_000_000_000, request)
        async let detail = services.dataset(name)
        async let answer = services.lineage.partition(
            PartitionLineageRequest(dataset: name, partition: partition, revision: revision, direction: "both", depth: 20, limit: 1000))
        return try await PartitionLineagePage.page(answer, detail, partition: partition, revision: revision, for: request.visitor)
    }
}
