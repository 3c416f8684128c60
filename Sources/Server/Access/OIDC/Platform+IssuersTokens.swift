import BasinCore
import BasinKeys
import Logging

/// Services may show an issuer's own token instead of one of Basin's.
extension Platform {
    /// Who shows it; nil for what is no token of an issuer whose tokens are taken: nothing is asked for it then. Rights are
    /// those that the token's groups give now; nothing of it is kept.
    /// - Throws: `.unauthorized`, the same whatever is wrong with it; `.forbidden` for an account that may not; `.unavailable`
    ///   when the issuer's keys cannot be had.
    func principal(ofIssuersToken text: String) async throws -> Principal? {
        guard let signIn, let audience = signIn.settings.apiAudience, text.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2,
            let token = try? JSONWebToken(Array(text.utf8)), let claimed = token.claimedIssuer,
            let client = signIn.client(ofTokensBy: claimed)
        else { return nil }
        let issuer = client.issuer
        let keys: PublicKeySet
        do {
            keys = try await client.keys(for: token)
        } catch {
            throw trouble(error, issuer)
        }
        let claims: TokenClaims
        do {
            let expected = TokenExpectations(issuer: issuer.issuer, audience: audience, mayBeAccessToken: true)
            claims = try token.verified(by: keys, expected, at: clock.now())
        } catch {
            if signIn.mayLog(at: clock.now()) {
                logger.notice(
                    "a token of an issuer was refused",
                    metadata: ["oidc.issuer": "\(issuer.name)", "oidc.problem": "\(error.rawValue)"])
            }
            throw BasinError(.unauthorized, "The token of \(issuer.name) is not good here, or not any more.")
        }
        return try await principal(claims, issuer, signIn)
    }

    private func principal(_ claims: TokenClaims, _ issuer: SignInIssuer, _ signIn: SignIn) async throws -> Principal {
        let identity = AccountIdentity(issuer: claims.issuer, subject: claims.subject)
        if credentials.account(of: identity) == nil {
            // Who is refused is written down, and may come back with each request.
            try signIn.newcomers.enter(issuer.name + " " + claims.subject, at: clock.now())
            _ = try await account(of: claims, issuer, .service)
        }
        guard let (account, teams) = credentials.account(of: identity), account.disabledAt == nil else {
            throw BasinError(.forbidden, "The account is disabled.")
        }
        try Self.requireDomain(claims, issuer)
        let rights = SignInRights(issuer, groups: claims.texts(issuer.groups), knownTeams: teams)
        guard !rights.isNothing else { throw BasinError(.forbidden, "None of the token's groups gives a role here.") }
        let roles = rights.roles ?? account.roles
        return Principal(
            name: account.name, permissions: roles.reduce(into: []) { $0.formUnion($1.permissions) },
            teams: rights.teams.map { Set($0) } ?? teams.intersection(account.teams), token: "oidc:" + issuer.name,
            until: claims.expiresAt)
    }
}
