import BasinCore
import CDuckDB

extension QuerySandbox {
    /// Takes checked SQL in, with a value for each of its parameters. Nothing runs yet but what makes values of their text.
    /// - Throws: `.query` when its names and types do not fit, or an argument is missing, too much or not of its type.
    package func take(_ query: CheckedQuery, _ arguments: [SQLArgument]) throws -> TakenQuery {
        let given = try SQLArgument.byName(arguments, for: query.parameters)
        guard let source = Self.source(query) else {
            try take(query.sql)
            let columns = try connection.columns(of: "FROM \(Self.resultView)", errorCode: .query)
            return TakenQuery(source: Self.resultView, columns: columns, arguments: nil)
        }
        let values = try ArgumentValues(given, for: "FROM " + source, in: connection)
        return TakenQuery(
            source: source, columns: try connection.columns(of: "FROM " + source, values), arguments: values)
    }

    /// What checked SQL takes and gives.
    /// - Parameter types: of parameters, by name; those that are not said are found out.
    /// - Throws: `.query` as `take` does.
    package func describe(_ query: CheckedQuery, types: [String: String] = [:]) throws -> QueryShape {
        var said: [String: ArgumentType] = [:]
        for (name, text) in types {
            guard let type = ArgumentType(named: text), query.parameters.contains(SyntaxTreeCheck.folded(name)) else {
                throw BasinError(
                    .query, "A type was said of something that is no parameter, or is none that an argument can have; use \(ArgumentType.examples).")
            }
            said[SyntaxTreeCheck.folded(name)] = type
        }
        guard let source = Self.source(query) else {
            try take(query.sql)
            return QueryShape(columns: try connection.columnNames(of: "FROM \(Self.resultView)", nil), parameters: [])
        }
        let places = try connection.parameterTypes(of: "FROM " + source)
        let names = try connection.parameterNames(of: "FROM " + source)
        let stand = ArgumentTypes(places, said)
        let values = try ArgumentValues(placeholders: stand.all, in: connection)
        return QueryShape(
            columns: try connection.columnNames(of: "FROM " + source, values),
            parameters: zip(places, names).map { place, asked in (place.name, said[place.name]?.name ?? asked) })
    }

    /// SQL with parameters where a table may stand; nil for what a view can hold.
    private static func source(_ query: CheckedQuery) -> String? {
        query.body.map { "(\n\($0)\n) AS \(resultView)" }
    }
}

/// The type of each parameter: what was said, what its place asks for, or text.
private struct ArgumentTypes {
    var all: [String: ArgumentType] = [:]

    init(_ places: [(name: String, type: ArgumentType?)], _ said: [String: ArgumentType]) {
        for place in places { all[place.name] = said[place.name] ?? place.type ?? .text }
    }
}
