import BasinCore
import BasinEngines
import Testing

/// The oracle: DuckDB itself. A column that nobody claims as a source may hold anything without the result changing.
@Suite("Lineage is true: sources that are not claimed change nothing, claimed ones do")
struct LineageMutationTests {
    private static let worlds = 4
    private static let mostWorlds = 60

    @Test("changing columns changes only what claims them", arguments: LineageCases.all.map(\.sql))
    func mutations(_ sql: String) throws {
        let analysis = try PipelineWorld.analyse(sql)
        let connection = try DuckDB().connect()
        let tables = analysis.datasets.sorted().compactMap { PipelineWorld.tables[$0] }
        let claims = Dictionary(
            uniqueKeysWithValues: analysis.columns.map { column in
                (
                    column.name,
                    Dictionary(uniqueKeysWithValues: column.sources.map { ("\($0.dataset).\($0.column)", $0.kind) })
                )
            })
        /// Claims of copied and derived values that no change has shown yet.
        var unseen = Set(
            claims.flatMap { name, sources in sources.filter { $0.value != .indirect }.map { "\(name) = \($0.key)" } })
        for world in 0..<Self.mostWorlds where world < Self.worlds || !unseen.isEmpty {
            for table in tables { try RandomTable(table, seed: world).fill(connection) }
            guard let before = try? RandomTable.contents(of: analysis, connection) else { continue }
            for table in tables {
                let names = table.columns.map(\.name)
                let claimed = names.filter { name in claims.values.contains { $0["\(table.name).\(name)"] != nil } }
                // Those that nobody claims, all at once; the others one by one.
                for changed in [names.filter { !claimed.contains($0) }] + claimed.map({ [$0] }) {
                    try RandomTable(table, seed: world, changed: Set(changed)).fill(connection)
                    guard let after = try? RandomTable.contents(of: analysis, connection) else { continue }
                    for (index, output) in analysis.columns.enumerated() where before[index] != after[index] {
                        let sources = changed.map { "\(table.name).\($0)" }
                        #expect(
                            sources.allSatisfy { claims[output.name]?[$0] != nil },
                            "\(output.name) changes with \(sources): \(sql)")
                        for source in sources { unseen.remove("\(output.name) = \(source)") }
                    }
                }
                try RandomTable(table, seed: world).fill(connection)
            }
        }
        #expect(unseen.sorted() == [], "claimed, and never seen to matter: \(sql)")
    }
}
