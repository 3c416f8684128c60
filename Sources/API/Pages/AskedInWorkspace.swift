import BasinCore
import BasinWeb
import BasinWire

/// What somebody asks in the SQL workspace, from a link or from its form.
struct AskedInWorkspace: Sendable {
    var sql = ""
    var purpose = ""
    var saved: SavedQuerySummary?
    /// By the name of a parameter.
    var values: [String: String] = [:]
    var chart = ChartChoice()
    var rows = Workspace.shownRows

    /// The names of parameters of which something may have been given.
    private static let mostValues = 100

    /// - Parameter field: a field as it was sent; nil where it was not.
    init(_ names: [String], _ services: Services, field: (String) throws -> String?) async throws {
        sql = (try field("sql") ?? "").replacing("\r\n", with: "\n").trimmed
        purpose = (try field("purpose") ?? "").trimmed
        if let name = try field("saved"), !name.isEmpty {
            saved = try await services.queries.savedQuery(name)
            if sql.isEmpty { sql = saved?.sql.trimmed ?? "" }
        }
        for parameter in saved?.parameters ?? [] { values[parameter.name] = parameter.value }
        for name in names.prefix(Self.mostValues) where name.hasPrefix(Workspace.valuePrefix) {
            values[String(name.dropFirst(Workspace.valuePrefix.count))] = try field(name)
        }
        chart = ChartChoice(x: Self.some(try field("x")), y: Self.some(try field("y")), kind: Self.some(try field("kind")))
        if let text = try field("rows"), let number = ParameterType.number(text) {
            rows = min(max(1, number), Workspace.mostRows)
        }
    }

    private static func some(_ text: String?) -> String? { text?.isEmpty == false ? text : nil }

    /// What the page shows of the values that the query takes.
    func parameters(_ description: QueryDescription) -> [Workspace.Parameter] {
        description.parameters.map { parameter in
            let known = saved?.parameters.first { $0.name == parameter.name }
            return Workspace.Parameter(
                parameter.name, type: known?.type ?? parameter.type, value: values[parameter.name], description: known?.description,
                choices: known?.choices ?? [])
        }
    }

    /// The same before it is known what the query takes.
    var declared: [Workspace.Parameter] {
        (saved?.parameters ?? []).map {
            Workspace.Parameter($0.name, type: $0.type, value: values[$0.name], description: $0.description, choices: $0.choices)
        }
    }

    /// A value for each parameter; an empty one is null.
    func arguments(_ names: [String]) -> [QueryArgument] {
        names.map { name in
            let value = values[name].flatMap { $0.isEmpty ? nil : $0 }
            return QueryArgument(name: name, value: value, type: saved?.parameters.first { $0.name == name }?.type)
        }
    }

    func request(_ format: String, _ names: [String], limit: Int? = nil) -> QueryRequest {
        QueryRequest(sql: sql, format: format, limit: limit, purpose: purpose.isEmpty ? nil : purpose, arguments: arguments(names))
    }

    /// What is shown where it was not run.
    var workspace: Workspace { Workspace(sql: sql, purpose: purpose, parameters: declared, saved: saved, chart: chart) }
}
