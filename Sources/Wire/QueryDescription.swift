/// What a query takes and gives, found out without running it.
public struct QueryDescription: Codable, Sendable, Equatable {
    /// In order.
    public var columns: [Column]
    /// In the order in which the SQL names them first; `?` are 1, 2 and so on.
    public var parameters: [Parameter]

    public init(columns: [Column], parameters: [Parameter]) {
        self.columns = columns
        self.parameters = parameters
    }

    public struct Column: Codable, Sendable, Equatable {
        public var name: String
        /// As DuckDB writes it: `BIGINT`, `DECIMAL(9,2)`, `VARCHAR[]`, `STRUCT("model" VARCHAR)`.
        public var type: String

        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    public struct Parameter: Codable, Sendable, Equatable {
        /// Without the dollar.
        public var name: String
        /// What its place asks for, or what was said of it; nil when any type may stand there, which is then text
        /// unless an argument says otherwise.
        public var type: String?

        public init(name: String, type: String?) {
            self.name = name
            self.type = type
        }
    }
}
