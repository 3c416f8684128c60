import BasinAPI
import BasinCore
import BasinMetastore
import BasinWire

/// Queries that are definitions. They run as if whoever asks had written them.
extension Platform {
    func savedQueries() async throws -> [SavedQuerySummary] {
        try await read { try $0.savedQueries().map { SavedQuerySummary($0) } }
    }

    func savedQuery(named name: String) async throws -> SavedQuerySummary { SavedQuerySummary(try await saved(name)) }

    func runSaved(
        _ name: String, _ request: SavedQueryRequest, for person: Principal, departure: Departure
    ) async throws -> QueryAnswer {
        let query = try await saved(name)
        var given: [String: String?] = [:]
        for argument in request.arguments ?? [] {
            let name = argument.name.lowercased()
            guard given.updateValue(argument.value, forKey: name) == nil else {
                throw BasinError(.query, "The argument \(name.prefix(63)) is given twice; give it once.")
            }
        }
        let arguments = try query.values(given).map { QueryArgument(name: $0.parameter.name, value: $0.value, type: $0.parameter.type) }
        return try await ask(
            QueryRequest(
                sql: query.sql, format: request.format ?? "csv", limit: request.limit, purpose: request.purpose,
                arguments: arguments), for: person, departure: departure)
    }

    private func saved(_ name: String) async throws -> SavedQuery {
        guard let query = try await read({ try $0.savedQuery(named: name) }) else {
            throw BasinError(
                .notFound, "There is no saved query \(name.prefix(80)); list them with `basin search --kind query`.")
        }
        return query
    }
}

extension SavedQuerySummary {
    fileprivate init(_ query: SavedQuery) {
        self.init(
            name: query.name, owner: query.owner, description: query.description,
            parameters: query.parameters.map {
                Parameter(
                    name: $0.name, type: $0.type, description: $0.description, value: $0.value, choices: $0.choices)
            }, datasets: query.datasets, sql: query.sql)
    }
}
