import BasinCore
import BasinManagement
import BasinMetastore
import Foundation
import Testing

@Suite struct LineageTests {
    /// Dataset n reads these, column by column: `c` is copied of each input's `c`, `d` derived of `c`, `e` indirect.
    private static func dataset(_ id: UInt32, reads inputs: [UInt32], isRemoved: Bool = false) -> AppliedDataset {
        let kinds: [(String, ColumnSource.Kind)] = [("c", .copied), ("d", .derived), ("e", .indirect)]
        return AppliedDataset(
            id: id,
            definition: Dataset(
                name: "d\(id)", owner: "team-ads", description: "x", granularity: .day, start: nil, work: .sql("SELECT 1")),
            schemaVersion: 1, hash: "",
            columns: kinds.enumerated().map { number, column in
                DatasetColumn(
                    name: column.0, type: .string, id: number + 1, classification: .none,
                    sources: inputs.map { ColumnSource(dataset: "d\($0)", column: "c", kind: column.1) })
            }, lastFieldID: 3,
            inputs: inputs.map {
                ResolvedInput(id: $0, name: "d\($0)", granularity: .day, isEvents: false, window: InputWindow())
            }, isRemoved: isRemoved)
    }

    private static func withGraph(_ reads: [UInt32: [UInt32]], _ body: (Metastore) throws -> Void) throws {
        let all = try SearchFolder([])
        let datasets = reads.keys.sorted().map { dataset($0, reads: reads[$0]!) }
        try all.metastore.write {
            try $0.store(datasets: datasets, at: all.now)
            try CatalogIndex.update(types: [], datasets: datasets, in: $0)
        }
        try body(all.metastore)
    }

    private static func lineage(
        _ id: UInt32, _ column: String? = nil, _ direction: Lineage.Direction = .both, _ metastore: Metastore,
        depth: Int = 100, limit: Int = 10_000
    ) throws -> Lineage {
        try metastore.read {
            try Lineage.from(LineageNode(datasetID: id, column: column), direction, depth: depth, limit: limit, $0)
        }
    }

    private static func depths(_ lineage: Lineage) -> [UInt32: Int] {
        Dictionary(lineage.steps.map { ($0.node.datasetID, $0.depth) }) { first, _ in first }
    }

    @Test("LIN: both directions, with distances, as a walk in memory finds them in random graphs")
    func walks() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            var reads: [UInt32: [UInt32]] = [:]
            for id in UInt32(1)...40 {
                let count = id == 1 ? 0 : Int.random(in: 0...3, using: &generator)
                reads[id] = Set((0..<count).map { _ in UInt32.random(in: 1..<id, using: &generator) }).sorted()
            }
            try Self.withGraph(reads) { metastore in
                for start in [UInt32(1), 20, 40] {
                    func reach(_ next: (UInt32) -> [UInt32]) -> [UInt32: Int] {
                        var depths = [start: 0], edge = [start], depth = 0
                        while !edge.isEmpty {
                            depth += 1
                            edge = Set(edge.flatMap(next)).filter { depths[$0] == nil }.sorted()
                            for id in edge { depths[id] = depth }
                        }
                        return depths
                    }
                    let up = reach { (id: UInt32) -> [UInt32] in reads[id]! }
                    let down = reach { (id: UInt32) -> [UInt32] in reads.keys.filter { reads[$0]!.contains(id) } }
                    #expect(Self.depths(try Self.lineage(start, nil, .up, metastore)) == up.mapValues { -$0 })
                    #expect(Self.depths(try Self.lineage(start, nil, .down, metastore)) == down)
                    let both = try Self.lineage(start, nil, .both, metastore)
                    #expect(Self.depths(both) == down.merging(up.mapValues { -$0 }) { first, _ in first })
                    // Only `c` goes on from step to step.
                    let column = try Self.lineage(start, "c", .up, metastore)
                    #expect(column.steps.allSatisfy { $0.node.column == "c" } && column.steps.count == up.count)
                    #expect(column.edges.allSatisfy { $0.kind == .copied })
                }
            }
        }
    }

    @Test("LIN: of a column every one that is made of it is told, with how")
    func impact() throws {
        try Self.withGraph([1: [], 2: [1], 3: [2]]) { metastore in
            let lineage = try Self.lineage(1, "c", .down, metastore)
            let names = lineage.steps.map { "\($0.depth) \($0.dataset.name).\($0.node.column ?? "")" }
            #expect(names == ["0 d1.c", "1 d2.c", "1 d2.d", "1 d2.e", "2 d3.c", "2 d3.d", "2 d3.e"])
            let kinds = Set(lineage.edges.filter { $0.source.datasetID == 1 }.map { "\($0.target.column!) \($0.kind!.rawValue)" })
            #expect(kinds == ["c copied", "d derived", "e indirect"])
        }
    }

    @Test("A dataset that reads its own yesterday, and a circle of columns, end")
    func circles() throws {
        try Self.withGraph([1: [1], 2: [1, 2]]) { (metastore: Metastore) throws in
            #expect(Self.depths(try Self.lineage(1, nil, .both, metastore)) == [1: 0, 2: 1])
            #expect(try Self.lineage(2, "c", .up, metastore).steps.count == 2)
        }
    }

    @Test("What is cut by depth or number is said to be")
    func cut() throws {
        try Self.withGraph([1: [], 2: [1], 3: [2], 4: [3]]) { metastore in
            #expect(try Self.lineage(4, nil, .up, metastore, depth: 2).isCut)
            #expect(try !Self.lineage(4, nil, .up, metastore, depth: 3).isCut)
            let few = try Self.lineage(4, nil, .up, metastore, limit: 2)
            #expect(few.isCut && few.steps.count == 2 && few.edges.count == 1)
        }
    }

    @Test("What is applied again without an input is no longer made of it")
    func again() throws {
        try Self.withGraph([1: [], 2: [1]]) { metastore in
            try metastore.write { try $0.store(datasets: [Self.dataset(2, reads: [])], at: Timestamp(microseconds: 1)) }
            #expect(try Self.lineage(1, nil, .both, metastore).steps.count == 1)
            #expect(try Self.lineage(1, "c", .both, metastore).steps.count == 1)
        }
    }
}
