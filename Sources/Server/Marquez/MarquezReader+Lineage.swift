import BasinCore
import BasinManagement
import BasinMetastore

/// The graph, of datasets and jobs, and of columns.
extension MarquezReader {
    private static let mostNodes = 2_000
    /// Walked again from each of its columns or datasets, a large graph would be read hundreds of times.
    private static let mostEdges = 50_000

    func lineage(_ nodeID: String, depth: Int) throws -> JSONTree {
        let node = try MarquezNode(nodeID)
        let starts: [UInt32]
        var job: [JSONTree] = []
        switch node.kind {
        case .dataset: starts = [try dataset(node).found.datasetID]
        case .field: throw BasinError(.invalid, "A column has no lineage of jobs; ask /column-lineage.")
        case .job:
            if let name = node.names.first(where: { $0.namespace == own.text }),
                let dataset = try snapshot.dataset(named: name.name)?.dataset
            {
                starts = [dataset.id]
            } else if let found = try node.names.lazy.compactMap({ try snapshot.foreignJob($0) }).first {
                starts = try snapshot.foreignUses(jobID: found.id).map(\.datasetID)
                job = [try self.job(found)]
            } else {
                throw Self.unknown(nodeID)
            }
        }
        var reached: Set<UInt32> = []
        // A dataset and the job between are two of Marquez's steps, and one of Basin's.
        var edges = 0
        for start in Set(starts).prefix(100) where reached.count < Self.mostNodes && edges < Self.mostEdges {
            let found = try Lineage.from(
                LineageNode(datasetID: start), .both, depth: max(1, (depth + 1) / 2), limit: Self.mostNodes - reached.count,
                snapshot)
            edges += found.edges.count
            reached.formUnion(found.steps.map(\.node.datasetID))
            reached.insert(start)
        }
        return ["graph": .array(try graph(reached, also: job))]
    }

    private func graph(_ ids: Set<UInt32>, also: [JSONTree]) throws -> [JSONTree] {
        var graph = MarquezGraph()
        var jobs = also
        for id in ids.sorted() {
            guard let found = try find(id) else { continue }
            graph.add("dataset:" + name(found).joined, "DATASET", try dataset(found))
            if case .made(let dataset) = found, !dataset.isRemoved { jobs.append(try job(dataset, runs: 1)) }
        }
        let using = try snapshot.foreignJobs(using: ids.sorted(), limit: Self.mostNodes)
        jobs += try snapshot.foreignJobs(ids: using).map { try job($0, runs: 1) }
        for job in jobs {
            let node = "job:" + Self.joined(job)
            guard graph.add(node, "JOB", job) else { continue }
            for input in job["inputs"]?.items ?? [] { graph.connect("dataset:" + Self.joined(input), node) }
            for output in job["outputs"]?.items ?? [] { graph.connect(node, "dataset:" + Self.joined(output)) }
        }
        return graph.nodes
    }

    /// Of an object with a namespace and a name.
    private static func joined(_ tree: JSONTree) -> String {
        (tree["namespace"]?.text ?? "") + ":" + (tree["name"]?.text ?? "")
    }

    private func dataset(_ node: MarquezNode) throws -> (found: Found, field: String?) {
        for (name, field) in zip(node.names, node.fields) {
            if let found = try find(name) { return (found, field) }
        }
        throw Self.unknown(node.names.first?.joined ?? "")
    }

    private static func unknown(_ text: String) -> BasinError {
        BasinError(.notFound, "There is no node \(text.prefix(200)).")
    }

    // MARK: Columns

    func columnLineage(_ nodeID: String, depth: Int, withDownstream: Bool) throws -> JSONTree {
        let node = try MarquezNode(nodeID)
        var starts: [LineageNode] = []
        switch node.kind {
        case .dataset, .field:
            let (found, field) = try dataset(node)
            starts = (try field.map { [$0] } ?? columns(found)).map {
                LineageNode(datasetID: found.datasetID, column: $0)
            }
        case .job:
            if let name = node.names.first(where: { $0.namespace == own.text }), let found = try find(name) {
                starts = try columns(found).map { LineageNode(datasetID: found.datasetID, column: $0) }
            } else if let job = try node.names.lazy.compactMap({ try snapshot.foreignJob($0) }).first {
                for use in try snapshot.foreignUses(jobID: job.id) where use.isOutput {
                    guard let found = try find(use.datasetID) else { continue }
                    starts += try columns(found).map { LineageNode(datasetID: use.datasetID, column: $0) }
                }
            } else {
                throw Self.unknown(nodeID)
            }
        }
        var edges: Set<LineageEdge> = [], nodes = Set<LineageNode>(), walked = 0
        for start in starts.prefix(500) where nodes.count < Self.mostNodes && walked < Self.mostEdges {
            let found = try Lineage.from(
                start, withDownstream ? .both : .up, depth: depth, limit: Self.mostNodes - nodes.count, snapshot)
            walked += found.edges.count
            edges.formUnion(found.edges)
            nodes.formUnion(found.steps.map(\.node))
        }
        return ["graph": .array(try columnGraph(edges))]
    }

    private func columns(_ found: Found) throws -> [String] {
        switch found {
        case .made(let dataset): dataset.columns.map(\.name)
        case .events(let type): type.schema.fields.map(\.name)
        case .foreign(let dataset): ForeignSchema.fields(try facets(dataset.facets)).map(\.name)
        }
    }

    private func columnGraph(_ edges: Set<LineageEdge>) throws -> [JSONTree] {
        let all = Set(edges.flatMap { [$0.source, $0.target] })
        let names = try self.names(Array(Set(all.map(\.datasetID))))
        func id(_ node: LineageNode) -> String {
            "datasetField:" + (names[node.datasetID]?.joined ?? "") + ":" + (node.column ?? "")
        }
        let into = Dictionary(grouping: edges, by: \.target)
        var graph = MarquezGraph()
        for node in all.sorted(by: { id($0) < id($1) }) {
            let inputs = (into[node] ?? []).sorted { id($0.source) < id($1.source) }.map { edge -> JSONTree in
                [
                    "namespace": .optional(names[edge.source.datasetID]?.namespace),
                    "dataset": .optional(names[edge.source.datasetID]?.name), "field": .optional(edge.source.column),
                    "datasetVersion": .null, "transformationDescription": .null,
                    "transformationType": edge.kind == .indirect ? "INDIRECT" : edge.kind == .copied ? "IDENTITY" : "DIRECT",
                ]
            }
            graph.add(
                id(node), "DATASET_FIELD",
                [
                    "namespace": .optional(names[node.datasetID]?.namespace), "dataset": .optional(names[node.datasetID]?.name),
                    "datasetVersion": .null, "field": .optional(node.column), "fieldType": .null, "inputFields": .array(inputs),
                ])
        }
        for edge in edges { graph.connect(id(edge.source), id(edge.target)) }
        return graph.nodes
    }
}
