import BasinCore

/// Finds the columns of a dataset that reads its own previous partition, from its SQL alone.
///
/// Its own table begins without columns. Each that the SQL misses is added as NULL without a type; then the columns
/// take the types that the SQL gives, until they stay.
struct OwnColumns {
    var name: String
    var sql: String
    var inputs: [PipelineTable]
    var binder: PipelineBinder
    private static let mostColumns = 1000
    private static let mostRounds = 5

    func table() throws -> PipelineTable {
        var types: [String: FieldType] = [:]
        var (columns, wanted) = try missing()
        for _ in 0..<Self.mostRounds {
            var next: [String: FieldType] = [:]
            for column in columns { next[column.name] = try PipelineSQL.type(of: column) }
            let names = columns.map(\.name)
            if let stranger = wanted.first(where: { !names.contains($0) }) {
                throw SQLProblem(
                    "There is no column \(stranger.prefix(63).debugDescription) in what is read here, nor does "
                        + "\(name) make one."
                )
            }
            if next == types { return table(names, types) }
            types = next
            wanted = names
            columns = try bind(names, types)
        }
        throw SQLProblem(
            "The columns that \(name) reads of itself do not get a type of their own; cast them where they are read "
                + "first."
        )
    }

    /// The first columns that the SQL makes, and which of its own it wants.
    private func missing() throws -> (columns: [(name: String, type: StoredType)], wanted: [String]) {
        var wanted: [String] = []
        while true {
            do {
                return (try bind(wanted, [:]), wanted)
            } catch let problem as SQLProblem {
                guard let name = problem.missingColumn, !wanted.contains(name), wanted.count < Self.mostColumns else {
                    throw problem
                }
                wanted.append(name)
            }
        }
    }

    private func bind(_ names: [String], _ types: [String: FieldType]) throws -> [(name: String, type: StoredType)] {
        let columns = names.map { "\(types[$0].map { "NULL::\($0.duckDBName)" } ?? "NULL") AS \($0.sqlIdentifier)" }
        let time = "NULL::TIMESTAMPTZ AS \(Envelope.partitionTime.column.name.sqlIdentifier)"
        let view =
            "CREATE VIEW \(name.sqlIdentifier) AS SELECT \((columns + [time]).joined(separator: ", ")) WHERE false"
        return try binder.bind(sql, setup: inputs.map(\.createSQL) + [view]).columns
    }

    /// Refuses columns that are copied from nothing but each other: they would be null for ever.
    static func checkBeginnings(_ columns: [OutputColumn], own: String?) throws {
        guard let own else { return }
        var begun = Set(
            columns.filter { column in
                !column.isCopy || !column.sources.contains { $0.dataset == own }
                    || column.sources.contains { $0.kind == .copied && $0.dataset != own }
            }.map(\.name))
        while let next = columns.first(where: { column in
            !begun.contains(column.name)
                && column.sources.contains { $0.dataset == own && $0.kind == .copied && begun.contains($0.column) }
        }) { begun.insert(next.name) }
        if let column = columns.first(where: { !begun.contains($0.name) }) {
            throw SQLProblem(
                "The column \(column.name) comes from nothing but the dataset's own previous partition; give it a "
                    + "value to begin with."
            )
        }
    }

    private func table(_ names: [String], _ types: [String: FieldType]) -> PipelineTable {
        let columns = names.compactMap { name in
            types[name].map { DatasetColumn(name: name, type: $0, id: 0, classification: .none) }
        }
        return PipelineTable(name: name, columns: columns + [PipelineTable.envelope(.partitionTime)])
    }
}
