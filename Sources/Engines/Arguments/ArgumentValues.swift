import BasinCore
import CDuckDB

/// Values that may be bound to statements of one connection: each made of an argument's text by a cast that says when it
/// does not fit.
///
/// Not Sendable: stays with the thread that runs the query.
package final class ArgumentValues {
    /// By name in lower case.
    private var values: [String: duckdb_value] = [:]

    deinit {
        for value in values.values {
            var closing: duckdb_value? = value
            duckdb_destroy_value(&closing)
        }
    }

    /// - Parameters:
    ///   - arguments: by name in lower case, one for every parameter of the statement.
    ///   - sql: decides the types of those that say none. Nothing of it runs.
    /// - Throws: `.query` when a value is not of its type.
    init(_ arguments: [String: SQLArgument], for sql: String, in connection: DuckDBConnection) throws {
        let places = try connection.parameterTypes(of: sql)
        for (name, argument) in arguments {
            values[name] = try Self.value(argument, name, place: places.first { $0.name == name }?.type, connection)
        }
    }

    /// - Parameter placeholders: types by name in lower case.
    init(placeholders: [String: ArgumentType], in connection: DuckDBConnection) throws {
        for (name, type) in placeholders {
            values[name] = try connection.argumentValue(Self.placeholder(type), type)
        }
    }

    /// Binds what the statement asks for.
    func bind(to statement: duckdb_prepared_statement) throws {
        // The values end with it.
        try withExtendedLifetime(self) { try bindAll(to: statement) }
    }

    private func bindAll(to statement: duckdb_prepared_statement) throws {
        for position in 1..<(1 + duckdb_nparams(statement)) {
            guard let value = values[DuckDBConnection.parameterName(statement, position)] else {
                throw BasinError(.system, "A parameter of the query has no value; this is a defect, report it.")
            }
            guard duckdb_bind_value(statement, position, value) == DuckDBSuccess else {
                throw BasinError(.query, "An argument does not fit where the SQL uses it; say its type.")
            }
        }
    }

    private static func value(
        _ argument: SQLArgument, _ name: String, place: ArgumentType?, _ connection: DuckDBConnection
    ) throws -> duckdb_value? {
        let said = try argument.type.map { text in
            guard let type = ArgumentType(named: text) else {
                throw BasinError(
                    .query,
                    "An argument cannot have the type \(String(text.prefix(40)).debugDescription) ($\(name)); use \(ArgumentType.examples)."
                )
            }
            return type
        }
        guard let text = argument.value else { return duckdb_create_null_value() }
        let type = said ?? place ?? .text
        guard let value = try connection.argumentValue(text, type) else {
            let form = type.form.map { ", " + $0 } ?? ""
            throw BasinError(.query, "The argument $\(name) is no \(type.name)\(form); give another value, or its type.")
        }
        return value
    }

    private static func placeholder(_ type: ArgumentType) -> String {
        switch type {
        case .boolean: "false"
        case .whole, .number, .decimal, .float, .double: "0"
        case .text, .bytes: ""
        case .date: "2000-01-01"
        case .time: "00:00:00"
        case .timestamp: "2000-01-01 00:00:00"
        case .timestampTZ: "2000-01-01 00:00:00+00"
        case .interval: "0 days"
        case .uuid: "00000000-0000-0000-0000-000000000000"
        }
    }
}

extension ArgumentType {
    /// How its values are written, where that is not plain.
    fileprivate var form: String? {
        switch self {
        case .boolean: "which is true or false"
        case .whole: "which is a whole number in its range"
        case .decimal, .number: "which is a number of at most 38 digits"
        case .bytes: "which is written as base64"
        case .date: "which is written 2018-11-03"
        case .time: "which is written 14:05:00"
        case .timestamp, .timestampTZ: "which is written 2018-11-03T14:05:00Z"
        case .interval: "which is written 3 days"
        case .float, .double, .text, .uuid: nil
        }
    }
}
