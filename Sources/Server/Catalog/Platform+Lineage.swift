import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// What is made of what.
extension Platform {
    func lineage(
        of name: String, column: String?, direction: String?, depth: Int, limit: Int
    ) async throws -> LineageAnswer {
        guard let direction = Lineage.Direction(rawValue: direction ?? "both") else {
            throw BasinError(.invalid, "The direction \((direction ?? "").prefix(40)) is not known; give up, down or both.")
        }
        return try await read { snapshot in
            let start = LineageNode(datasetID: try Self.datasetID(name, column, in: snapshot), column: column)
            let lineage = try Lineage.from(start, direction, depth: depth, limit: limit, snapshot)
            let contacts = Dictionary(uniqueKeysWithValues: try snapshot.teams().map { ($0.name, $0.contact) })
            let names = Dictionary(lineage.steps.map { ($0.node.datasetID, $0.dataset.name) }) { first, _ in first }
            func id(_ node: LineageNode) -> String {
                (names[node.datasetID] ?? "") + (node.column.map { "." + $0 } ?? "")
            }
            let states = try snapshot.datasetStates(Array(names.keys))
            let reached = Dictionary(grouping: lineage.steps.filter { $0.depth >= 0 }) { $0.dataset.name }
                .mapValues { Set($0.compactMap(\.node.column)) }
            func reads(_ query: SavedQuery) -> [String] {
                query.datasets.filter { name in
                    reached[name].map { column == nil || query.reads(name, $0) } ?? false
                }
            }
            let readers = direction == .up ? [] : try snapshot.savedQueries().filter { !reads($0).isEmpty }
            return LineageAnswer(
                nodes: lineage.steps.map { step in
                    LineageAnswer.Node(
                        id: id(step.node), kind: step.dataset.kind.rawValue, dataset: step.dataset.name, column: step.node.column,
                        depth: step.depth, owner: step.dataset.owner,
                        // Whom others name as owner is not known to be that team.
                        contact: step.dataset.kind == .external ? nil : contacts[step.dataset.owner], uses: step.dataset.uses,
                        state: states[step.node.datasetID])
                },
                edges: lineage.edges.map {
                    LineageAnswer.Edge(source: id($0.source), target: id($0.target), kind: $0.kind?.rawValue)
                }, isCut: lineage.isCut,
                queries: readers.map { query in
                    LineageAnswer.Reader(
                        name: query.name, owner: query.owner, reads: reads(query))
                })
        }
    }

    private static func datasetID(
        _ name: String, _ column: String?, in snapshot: BasinMetastore.Snapshot
    ) throws -> UInt32 {
        let id: UInt32, columns: [String]
        if let made = try snapshot.dataset(named: name)?.dataset {
            (id, columns) = (made.id, made.storedColumns.map(\.name))
        } else if let foreign = try snapshot.foreignDataset(joined: name) {
            // What others told of columns need not be all of them.
            return foreign.id
        } else {
            let type = try type(named: name, in: snapshot)
            (id, columns) = (type.id, type.schema.columns.map(\.name))
        }
        guard let column, !columns.contains(column) else { return id }
        throw BasinError(
            .notFound, "\(name) has no column \(column.prefix(80)); it has \(columns.prefix(40).joined(separator: ", ")).")
    }
}
