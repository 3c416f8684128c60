/// A query that is a definition.
public struct SavedQuerySummary: Codable, Sendable, Equatable {
    public struct Parameter: Codable, Sendable, Equatable {
        public var name: String
        public var type: String
        public var description: String?
        /// What it is when nothing is given; without one it must be.
        public var value: String?
        /// All that it may be; empty for anything of its type.
        public var choices: [String]

        public init(name: String, type: String, description: String? = nil, value: String? = nil, choices: [String] = []) {
            self.name = name
            self.type = type
            self.description = description
            self.value = value
            self.choices = choices
        }
    }

    public var name: String
    public var owner: String
    public var description: String
    public var parameters: [Parameter]
    public var datasets: [String]
    public var sql: String

    public init(
        name: String, owner: String, description: String, parameters: [Parameter], datasets: [String], sql: String
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.parameters = parameters
        self.datasets = datasets
        self.sql = sql
    }
}
