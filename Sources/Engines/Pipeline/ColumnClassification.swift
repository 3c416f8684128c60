package import BasinCore

/// What the columns that a pipeline makes say about a person: what their sources say, unless the definition declares
/// and explains otherwise.
package enum ColumnClassification {
    /// The dataset's columns, in the SQL's order; ids are 0 until applied.
    ///
    /// Copied and derived sources count, indirect ones do not. A column is sealed when all its values are sealed
    /// values, copied; SQL can neither open nor make one.
    ///
    /// - Parameter tables: every dataset that the SQL reads, by name; its own is not needed.
    /// - Throws: `SQLProblem` that names the column and what to declare.
    package static func classify(
        _ analysis: SQLAnalysis, tables: [String: PipelineTable], dataset: Dataset
    ) throws -> [DatasetColumn] {
        let names = analysis.columns.map(\.name)
        for name in dataset.columns.keys.sorted() where !names.contains(name) {
            let hint = NearestName.of(name, in: names).map { "; did you mean \($0)?" } ?? "; remove it from `columns`."
            throw SQLProblem(
                "The SQL makes no column \(name.prefix(63).debugDescription), which the definition describes\(hint)")
        }
        let origins = ColumnOrigins(columns: analysis.columns, own: dataset.name, tables: tables)
        return try analysis.columns.map { column in
            try classified(column, try origins.of(column), dataset.columns[column.name] ?? ColumnDeclaration())
        }
    }

    private static func classified(
        _ column: OutputColumn, _ origins: ColumnOrigins.Found, _ declared: ColumnDeclaration
    ) throws -> DatasetColumn {
        let copied = origins.copied, name = column.name
        let isSealed = try isSealed(column, origins)
        let isSubject = origins.isCopy && !copied.isEmpty && copied.allSatisfy(\.isSubject)
        // A pseudonym that is computed with points at a person no more than a pseudonym does.
        let inherited =
            (copied + origins.derived).map { source in
                source.isSubject && !isSubject ? min(source.classification, .pseudonymous) : source.classification
            }.max() ?? .none
        let classification = try declaration(declared, of: name, inherited: inherited, isSealed: isSealed)
        if classification.isSealed, !isSealed, !isSubject {
            throw SQLProblem(
                "The column \(name) is computed from sealed values (\(list(origins))): under `columns`, declare its "
                    + "`classification` (none or pseudonymous) and in `declassified` why it says nothing personal "
                    + "any more, or leave it out."
            )
        }
        if !isSealed, column.type == .binary {
            throw SQLProblem(
                "The column \(name) holds bytes that are no sealed value; make it text with base64(…) or hex(…), or "
                    + "leave it out."
            )
        }
        return DatasetColumn(
            name: name, type: isSealed ? copied[0].type : column.type, id: 0, classification: classification,
            isSealed: isSealed, isSubject: isSubject, description: declared.description, sources: column.sources)
    }

    private static func isSealed(_ column: OutputColumn, _ origins: ColumnOrigins.Found) throws -> Bool {
        guard origins.copied.contains(where: \.isSealed) else { return false }
        guard origins.isCopy, origins.copied.allSatisfy(\.isSealed) else {
            throw SQLProblem(
                "The column \(column.name) mixes sealed values with others, so that nobody could tell which to "
                    + "open; put them into columns of their own."
            )
        }
        guard Set(origins.copied.map(\.type)).count == 1 else {
            throw SQLProblem(
                "The column \(column.name) mixes sealed values of several types; put them into columns of their own.")
        }
        return true
    }

    private static func declaration(
        _ declared: ColumnDeclaration, of name: String, inherited: Classification, isSealed: Bool
    ) throws -> Classification {
        guard let wanted = declared.classification else {
            if declared.declassified != nil {
                throw SQLProblem("The column \(name) is declassified to nothing; declare its `classification` too.")
            }
            return inherited
        }
        if wanted.isSealed != inherited.isSealed {
            if isSealed {
                throw SQLProblem(
                    "The column \(name) holds sealed values, which SQL cannot open: it stays \(inherited.rawValue). "
                        + "Remove its `classification`, or leave the column out."
                )
            }
            if wanted.isSealed {
                throw SQLProblem(
                    "The column \(name) is declared \(wanted.rawValue), but SQL cannot seal values; classify the "
                        + "field of the event type that it comes from."
                )
            }
        }
        if wanted < inherited, declared.declassified?.contains(where: { !$0.isWhitespace }) != true {
            throw SQLProblem(
                "The column \(name) is declared \(wanted.rawValue), but what it comes from is "
                    + "\(inherited.rawValue): say in `declassified` why, or remove its `classification`."
            )
        }
        return wanted
    }

    private static func list(_ origins: ColumnOrigins.Found) -> String {
        (origins.copied + origins.derived).filter(\.classification.isSealed).map(\.name).sorted().joined(
            separator: ", ")
    }
}
