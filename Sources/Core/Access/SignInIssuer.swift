/// An issuer, and what its word is worth here.
package struct SignInIssuer: Sendable, Equatable {
    /// Which claim is the name of somebody's account.
    package enum AccountClaim: String, Sendable, CaseIterable {
        /// Only one that the issuer says it verified.
        case email
        case preferredUsername = "preferred_username"
        case sub
    }

    /// How people see it, and what stands in paths.
    package var name: String
    /// Byte for byte as it stands in its tokens.
    package var issuer: String
    package var address: WebAddress
    package var clientID: String
    /// Relative to the file of the settings; nil for a public client, which has no more than PKCE.
    package var clientSecretFile: String?
    package var clientSecret: ClientSecret?
    package var account = AccountClaim.email
    /// Asked for beside `openid`, and what the claims above need.
    package var scopes: [String] = []
    /// The claim that holds somebody's groups.
    package var groups = "groups"
    /// By group. Where there is one of these or of `teams`, an account has what its groups give, and nothing else.
    package var roles: [String: Role] = [:]
    /// By group, the name of a team.
    package var teams: [String: String] = [:]
    /// What somebody is who has no account yet; nil: they get none.
    package var newAccounts: Role?
    /// Whether an account that has no password and nobody's identity becomes that of who comes first with its name.
    package var adopts = false
    /// Of verified addresses; none: of all.
    package var domains: [String] = []
    /// Beside the issuer's own, where its keys and tokens may be: `host:port`.
    package var hosts: Set<String> = []
    /// Its names may stand for addresses inside the operator's network.
    package var allowsPrivate = false
    /// Services may show tokens of it.
    package var acceptsTokens = false

    package init(name: String, issuer: String, address: WebAddress, clientID: String) {
        self.name = name
        self.issuer = issuer
        self.address = address
        self.clientID = clientID
    }

    package var maps: Bool { !roles.isEmpty || !teams.isEmpty }

    /// Whether the issuer may be asked there: `https`, and one of its hosts. On the machine itself `http` will do.
    package func trusts(_ endpoint: WebAddress) -> Bool {
        let isPrivateEnough = endpoint.isSecure || (endpoint.isLoopback && address.isLoopback)
        return isPrivateEnough && (endpoint.authority == address.authority || hosts.contains(endpoint.authority))
    }
}
