import BasinCore
package import BasinEngines

extension QueryRunner {
    /// What a query takes and gives, without running it. Blocks for milliseconds.
    ///
    /// - Parameters:
    ///   - types: of parameters, by name, as far as they are known.
    ///   - tables: one for every name in `query.datasets`; no file of theirs is opened when they have none.
    /// - Throws: `.query` for what the person can mend.
    package static func describe(
        _ query: CheckedQuery, types: [String: String], tables: [QueryTable], limits: QueryLimits,
        cancellation: QueryCancellation = QueryCancellation()
    ) throws -> QueryShape {
        do {
            // Whoever subjects are changes no type.
            let nobody = query.subjects.reduce(into: [String: String?]()) { $0.updateValue(nil, forKey: $1) }
            let sandbox = try QuerySandbox(tables: tables, pseudonyms: nobody, limits: limits)
            return try cancellation.watching(sandbox.connection, time: limits.time) {
                try sandbox.describe(query, types: types)
            }
        } catch let error as BasinError {
            throw QueryFailure.explained(error)
        }
    }
}
