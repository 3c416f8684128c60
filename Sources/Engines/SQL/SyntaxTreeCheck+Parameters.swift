import BasinCore

extension SyntaxTreeCheck {
    /// A parameter. Of a question any, whose value comes with it; of a pipeline the partition's bounds.
    mutating func parameter(_ name: Any?) throws {
        switch purpose {
        case .condition: throw Self.parameter
        case .question:
            guard let name = name as? String, SQLArgument.isName(name) else {
                throw BasinError(
                    .query, "A parameter is named with letters, digits and underscores behind the dollar, as in $least.")
            }
            guard !choosesColumns else {
                throw BasinError(.query, "A parameter is a value and chooses no columns; write COLUMNS('…') out.")
            }
            parameters.insert(Self.folded(name))
            guard parameters.count <= SQLArgument.mostParameters else {
                throw BasinError(.query, "The SQL has more than \(SQLArgument.mostParameters) parameters; join a list instead.")
            }
        case .pipeline:
            guard let name = name as? String, SQLPurpose.partitionBounds.contains(name) else {
                throw BasinError(
                    .query,
                    "The only parameters are $partition_start and $partition_end, in lower case; "
                        + "write other values themselves.")
            }
            parameters.insert(name)
        }
    }

    static let parameter = BasinError(.query, "Parameters such as ? and $1 are not allowed; write the value itself.")
}
