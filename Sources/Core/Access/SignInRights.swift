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
        // Byte for byte: what only Unicode takes for the same is another group, which others may be free to make.
        let groups = Set(groups.map { Array($0.utf8) })
        if !issuer.roles.isEmpty {
            var found = Set(issuer.roles.filter { groups.contains(Array($0.key.utf8)) }.values)
            if found.isEmpty, let least = issuer.newAccounts { found = [least] }
            roles = found.sorted { $0.rawValue < $1.rawValue }
        }
        guard !issuer.teams.isEmpty else { return }
        let named = issuer.teams.filter { groups.contains(Array($0.key.utf8)) }.values
        teams = Set(named).intersection(knownTeams).sorted()
    }

    /// Whether the groups leave them nothing.
    package var isNothing: Bool { roles?.isEmpty == true }
}
