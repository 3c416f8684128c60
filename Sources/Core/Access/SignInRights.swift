/// What an issuer's word makes of somebody here. Pure.
package struct SignInRights: Sendable, Equatable {
    /// Nil: what the account has.
    package var roles: [Role]?
    package var teams: [String]?

    /// - Parameters:
    ///   - groups: those that the token names.
    ///   - knownTeams: others are nobody's.
    package init(_ issuer: SignInIssuer, groups: [String], knownTeams: Set<String>) {
        guard issuer.maps else { return }
        if !issuer.roles.isEmpty {
            var found = Set(groups.compactMap { issuer.roles[$0] })
            if found.isEmpty, let least = issuer.newAccounts { found = [least] }
            roles = found.sorted { $0.rawValue < $1.rawValue }
        }
        if !issuer.teams.isEmpty { teams = Set(groups.compactMap { issuer.teams[$0] }).intersection(knownTeams).sorted() }
    }

    /// Whether the groups leave them nothing.
    package var isNothing: Bool { roles?.isEmpty == true }
}
