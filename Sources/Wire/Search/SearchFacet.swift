/// One way to narrow a search, with how many of what was looked at each choice would leave.
public struct SearchFacet: Codable, Sendable, Equatable {
    public struct Choice: Codable, Sendable, Equatable {
        public var value: String
        public var count: Int

        public init(value: String, count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// The query parameter: `kind`, `owner`, `tier`, `classification` or `freshness`.
    public var name: String
    /// The commonest first.
    public var choices: [Choice]

    public init(name: String, choices: [Choice]) {
        self.name = name
        self.choices = choices
    }
}
