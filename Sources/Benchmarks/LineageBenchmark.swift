import BasinCore
import BasinManagement
import BasinMetastore
import Foundation

/// 70,000 datasets of five columns, each made of two earlier ones: what it takes to say what everything that comes from
/// one of the first, or leads to the last, is.
struct LineageBenchmark {
    private static let datasets = 70_000

    func run() async throws {
        try await Machine.withFolder { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            defer { try? metastore.close() }
            var random = SystemRandomNumberGenerator()
            for start in stride(from: 1, through: Self.datasets, by: 1000) {
                let some = (start..<min(start + 1000, Self.datasets + 1)).map { Self.dataset($0, &random) }
                try metastore.write {
                    try $0.store(datasets: some, at: Timestamp(microseconds: 0))
                    try CatalogIndex.update(types: [], datasets: some, in: $0)
                }
            }
            row("lineage: \(thousands(Double(Self.datasets))) datasets of 5 columns, 2 inputs each", "nodes", "seconds", "goal")
            for (name, node, direction) in [
                ("everything made of one dataset", LineageNode(datasetID: 1), Lineage.Direction.down),
                ("everything that a dataset is made of", LineageNode(datasetID: UInt32(Self.datasets)), .up),
                ("everything made of one column", LineageNode(datasetID: 1, column: "c0"), .down),
                ("everything that a column is made of", LineageNode(datasetID: UInt32(Self.datasets), column: "c0"), .up),
            ] {
                var nodes = 0
                let took = try seconds {
                    nodes = try metastore.read {
                        try Lineage.from(node, direction, depth: 100, limit: 1_000_000, $0).steps.count
                    }
                }
                row("  " + name, thousands(Double(nodes)), fixed(took, 2), "2")
            }
        }
    }

    private static func dataset(_ id: Int, _ random: inout SystemRandomNumberGenerator) -> AppliedDataset {
        let inputs = id == 1 ? [] : Array(Set((0..<2).map { _ in Int.random(in: 1..<id, using: &random) })).sorted()
        let columns = (0..<5).map { number in
            DatasetColumn(
                name: "c\(number)", type: .string, id: number + 1, classification: .none,
                sources: inputs.map { ColumnSource(dataset: "d\($0)", column: "c\(number)", kind: .copied) })
        }
        return AppliedDataset(
            id: UInt32(id),
            definition: Dataset(
                name: "d\(id)", owner: "team-a", description: "One of many.", granularity: .day, start: nil, work: .sql("SELECT 1")),
            schemaVersion: 1, hash: "", columns: columns, lastFieldID: 5,
            inputs: inputs.map { ResolvedInput(id: UInt32($0), name: "d\($0)", granularity: .day, isEvents: false, window: InputWindow()) })
    }
}
