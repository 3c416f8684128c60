/// A person or a service that may ask things of Basin.
package struct Account: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable { case person, service }

    package var name: String
    package var kind: Kind
    package var roles: [Role]
    package var teams: [String]
    package var createdAt: Timestamp
    /// Since when none of its tokens opens anything.
    package var disabledAt: Timestamp?
    package var hasPassword: Bool

    package init(
        name: String, kind: Kind, roles: [Role], teams: [String], createdAt: Timestamp, disabledAt: Timestamp? = nil,
        hasPassword: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.roles = roles
        self.teams = teams
        self.createdAt = createdAt
        self.disabledAt = disabledAt
        self.hasPassword = hasPassword
    }

    package var permissions: Set<Permission> { roles.reduce(into: []) { $0.formUnion($1.permissions) } }

    /// Names that stand for something else.
    package static let reservedNames: Set<String> = ["admin", "local", "basin", "system", "anonymous"]

    /// A lower-case letter first, then lower-case letters, digits and `_ - . @`; 63 characters at most, so that an
    /// address may be one.
    package static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first), name.utf8.count <= 63 else { return false }
        return name.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || [45, 46, 64, 95].contains($0)
        }
    }
}
