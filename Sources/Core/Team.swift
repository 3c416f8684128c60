/// Who owns things, as declared in `teams.yaml`.
package struct Team: Sendable, Hashable, Codable {
    package var name: String
    package var contact: String
    package var description: String?
    /// Runs of the team's datasets that may go on at once; nil means no limit of its own.
    package var maxRuns: Int?

    package init(name: String, contact: String, description: String? = nil, maxRuns: Int? = nil) {
        self.name = name
        self.contact = contact
        self.description = description
        self.maxRuns = maxRuns
    }
}
