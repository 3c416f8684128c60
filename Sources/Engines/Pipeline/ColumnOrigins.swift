import BasinCore

/// The columns of inputs that an output column is copied or derived from. Where a dataset reads its own previous
/// partition, what that column in turn came from takes its place.
struct ColumnOrigins {
    struct Found {
        var copied: [DatasetColumn]
        var derived: [DatasetColumn]
        /// Nothing but copied values and null, all the way.
        var isCopy: Bool
    }

    private struct Step: Hashable {
        var source: ColumnSource
        var isCopied: Bool
    }

    private let columns: [String: OutputColumn]
    private let own: String
    private let tables: [String: PipelineTable]

    init(columns: [OutputColumn], own: String, tables: [String: PipelineTable]) {
        self.columns = Dictionary(columns.map { ($0.name, $0) }) { first, _ in first }
        self.own = own
        self.tables = tables
    }

    /// - Throws: `SQLProblem` for a source that is in none of the tables.
    func of(_ column: OutputColumn) throws -> Found {
        var found = Found(copied: [], derived: [], isCopy: column.isCopy)
        var seen: Set<Step> = []
        var waiting = column.sources.map { Step(source: $0, isCopied: $0.kind == .copied) }
        while let step = waiting.popLast() {
            if step.source.kind == .indirect || !seen.insert(step).inserted { continue }
            if step.source.dataset == own {
                // The partition time is set by the publication and comes from nowhere.
                guard let before = columns[step.source.column] else { continue }
                if step.isCopied, !before.isCopy { found.isCopy = false }
                waiting += before.sources.map { Step(source: $0, isCopied: step.isCopied && $0.kind == .copied) }
                continue
            }
            guard let origin = tables[step.source.dataset]?.columns.first(where: { $0.name == step.source.column })
            else {
                throw SQLProblem(
                    "The column \(column.name) comes from \(step.source.dataset).\(step.source.column), which is "
                        + "not known."
                )
            }
            if step.isCopied { found.copied.append(origin) } else { found.derived.append(origin) }
        }
        return found
    }
}
