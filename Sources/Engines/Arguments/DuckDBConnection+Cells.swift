import BasinCore

extension DuckDBConnection {
    /// Runs one SELECT of which nothing was taken in, with a value for each of its parameters, and hands on its rows as cells
    /// of text. What may be asked here is the caller's to know.
    ///
    /// - Parameters:
    ///   - cell: SQL that turns a column's value into text.
    ///   - begin: is told the columns before any row.
    /// - Throws: `.query` with DuckDB's own message, and what `take` throws.
    package func cells(
        of sql: String, _ arguments: [SQLArgument], cell: (DuckDBColumn) -> String, begin: ([DuckDBColumn]) -> Void,
        take: (DuckDBChunk) throws -> Void
    ) throws {
        let source = "(\n\(sql)\n) AS _question"
        let names = Set(try parameterTypes(of: "FROM " + source).map(\.name))
        let values = try ArgumentValues(
            SQLArgument.byName(arguments.filter { names.contains($0.name) }, for: names), for: "FROM " + source,
            in: self)
        let columns = try columns(of: "FROM " + source, values)
        begin(columns)
        let list = columns.map(cell).joined(separator: ", ")
        try stream("SELECT \(list) FROM \(source)", arguments: values, errorCode: .query, take)
    }

    /// What such a SELECT takes and gives, with types as DuckDB writes them.
    package func shape(of sql: String) throws -> QueryShape {
        let source = "FROM (\n\(sql)\n) AS _question"
        let places = try parameterTypes(of: source)
        let nulls = Dictionary(
            places.map { ($0.name, SQLArgument(name: $0.name, value: nil)) }, uniquingKeysWith: { first, _ in first })
        return QueryShape(
            columns: try columnNames(of: source, ArgumentValues(nulls, for: source, in: self)),
            parameters: try zip(places, parameterNames(of: source)).map { ($0.name, $1) })
    }
}
