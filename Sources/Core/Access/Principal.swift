/// Who is asking: an account, as far as the token that it showed lets it.
package struct Principal: Sendable, Equatable {
    package var name: String
    /// Of its roles, cut to the token's.
    package var permissions: Set<Permission>
    package var teams: Set<String>
    /// The name of the token that it showed; nil for the first admin token and for this process.
    package var token: String?
    /// Its number, which no other token has.
    package var tokenID: Int64?
    /// When what it showed ends, where that is an issuer's token, which is kept nowhere.
    package var until: Timestamp?

    package init(
        name: String, permissions: Set<Permission> = Set(Permission.allCases), teams: Set<String> = [], token: String? = nil,
        tokenID: Int64? = nil, until: Timestamp? = nil
    ) {
        self.name = name
        self.permissions = permissions
        self.teams = teams
        self.token = token
        self.tokenID = tokenID
        self.until = until
    }

    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// Whoever holds the token of the first start.
    package static let admin = Principal(name: "admin")
    /// Whoever can open the data folder, in this process.
    package static let local = Principal(name: "local")

    /// - Throws: `.forbidden`, with what is missing.
    package func require(_ permission: Permission) throws {
        guard !may(permission) else { return }
        let roles = Role.allCases.filter { $0.permissions.contains(permission) && $0 != .admin }.map(\.rawValue)
        let need = roles.isEmpty ? "the role admin" : "one of the roles \((roles + ["admin"]).joined(separator: ", "))"
        let cut = token.map { " Its token \($0) may also be narrower than the account." } ?? ""
        throw BasinError(
            .forbidden, "The account \(name) may not do this: it needs the permission \(permission.rawValue), which comes with \(need).\(cut)")
    }
}
