package import BasinCore

/// A saved query as its files declare it, and where in them things stand.
package struct SavedQueryDefinition: Sendable, Hashable {
    package var query: SavedQuery
    /// Relative to the project's folder.
    package var file: String
    package var sqlFile: String { "queries/\(query.name).sql" }
    /// Lines in `file` by what stands there: `parameters.country`.
    package var lines: [String: Int]

    package init(query: SavedQuery, file: String, lines: [String: Int] = [:]) {
        self.query = query
        self.file = file
        self.lines = lines
    }
}
