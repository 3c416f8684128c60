/// Who owns things, as declared in `teams.yaml`.
package struct Team: Sendable, Hashable, Codable {
    package var name: String
    package var contact: String
    package var description: String?

    package init(name: String, contact: String, description: String? = nil) {
        self.name = name
        self.contact = contact
        self.description = description
    }
}
