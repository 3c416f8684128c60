/// What an operator of a plan gives on: columns in order, and what decides which rows they have.
struct PlanRelation: Equatable {
    struct Column: Equatable {
        /// How expressions that are not resolved to a position name it.
        var binding: Binding
        /// nil for what is no column of the dataset, such as a row's number in its file.
        var lineage: ColumnLineage?
    }

    struct Binding: Hashable {
        var table: UInt64
        var column: UInt64
    }

    var columns: [Column]
    /// Columns that decide which rows there are.
    var indirect: Set<ColumnLineage.Origin> = []

    init(table: UInt64 = .max, _ lineages: [ColumnLineage?], indirect: Set<ColumnLineage.Origin> = []) {
        columns = lineages.enumerated().map { Column(binding: Binding(table: table, column: UInt64($0)), lineage: $1) }
        self.indirect = indirect
    }

    init(columns: [Column], indirect: Set<ColumnLineage.Origin>) {
        self.columns = columns
        self.indirect = indirect
    }

    func adding(indirect more: Set<ColumnLineage.Origin>) -> PlanRelation {
        PlanRelation(columns: columns, indirect: indirect.union(more))
    }

    /// Its columns with what decides about its rows: for where they are used as values.
    var values: [Column] {
        columns.map { Column(binding: $0.binding, lineage: $0.lineage?.adding(indirect: indirect)) }
    }
}
