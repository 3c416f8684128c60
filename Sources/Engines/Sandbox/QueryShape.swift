/// What a query takes and gives. Types are as DuckDB writes them.
package struct QueryShape: Sendable, Hashable, Codable {
    package struct Column: Sendable, Hashable, Codable {
        package var name: String
        package var type: String

        package init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    package struct Parameter: Sendable, Hashable, Codable {
        package var name: String
        /// Nil where any type may stand.
        package var type: String?
    }

    package var columns: [Column]
    /// In order.
    package var parameters: [Parameter]

    init(columns: [(name: String, type: String)], parameters: [(name: String, type: String?)]) {
        self.columns = columns.map { Column(name: $0.name, type: $0.type) }
        self.parameters = parameters.map { Parameter(name: $0.name, type: $0.type) }
    }
}
