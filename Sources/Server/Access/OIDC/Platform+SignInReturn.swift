import BasinAPI
import BasinCore
import BasinKeys
import BasinManagement
import BasinWire
import CCrypto
import Logging

/// A browser comes back from an issuer.
extension Platform {
    /// Whatever is wrong with it, the answer is the same; the audit log has the word for it.
    private static let refusal = BasinError(
        .forbidden, "This sign-in cannot be taken: it was not begun in this browser, is over, or was refused. Begin again at /auth/oidc.")

    func finish(_ back: SignInReturn, _ signIn: SignIn) async throws -> SignInEnd {
        let now = clock.now()
        try signIn.returns.enter(back.client, at: now)
        // What nobody began is not written down: whoever likes may send it without end.
        guard let state = back.state, let pending = signIn.pending.take(state, at: now),
            let client = signIn.client(named: pending.issuer)
        else { throw Self.refusal }
        let name = client.issuer.name
        let shown = signIn.settings.url.isSecure ? back.secureCookie : back.cookie
        // Who sends somebody else a link that ends here would sign them in as oneself.
        guard let shown, Self.isSame(Credentials.hash(shown), pending.cookieHash) else { throw try await refused("browser", name) }
        guard back.place == name else { throw try await refused("mixed_up", name) }
        if let issuer = back.issuer, !issuer.utf8.elementsEqual(client.issuer.issuer.utf8) {
            throw try await refused("mixed_up", name)
        }
        guard back.error == nil, let code = back.code, (1...4000).contains(code.utf8.count) else {
            throw try await refused("denied", name)
        }
        let claims = try await claims(for: code, pending, client, signIn)
        let account = try await account(of: claims, client.issuer, .person)
        if let program = pending.program {
            let secret = try Credentials.newSecret(prefix: "")
            try signIn.codes.hold(
                SignedIn(account: account.name, issuer: name, challenge: program.challenge), under: secret,
                until: now + SignIn.programPatience, at: now)
            let query = "code=\(secret)&state=\(PercentCoding.encode(program.state))"
            let address = "http://127.0.0.1:\(program.port)/?\(query)"
            return SignInEnd(account: account.name, token: nil, location: address, isSecure: false)
        }
        let token = try await makeLogin(of: account.name, by: name)
        return SignInEnd(
            account: account.name, token: token.token, location: pending.next, isSecure: signIn.settings.url.isSecure)
    }

    private func claims(
        for code: String, _ pending: PendingSignIn, _ client: IssuerClient, _ signIn: SignIn
    ) async throws -> TokenClaims {
        let token: JSONWebToken
        let keys: PublicKeySet
        do {
            let bytes = try await client.idToken(for: code, redirect: signIn.settings.callback(of: client.issuer.name), verifier: pending.verifier)
            token = try JSONWebToken(bytes)
            keys = try await client.keys(for: token)
        } catch let refusal as TokenRefusal {
            throw try await refused(refusal.rawValue, client.issuer.name)
        } catch let trouble as IssuerTrouble where trouble.word.hasPrefix("status_4") {
            // The issuer does not know the code: somebody tries one.
            throw try await refused("code", client.issuer.name)
        } catch {
            throw trouble(error, client.issuer)
        }
        do {
            let id = client.issuer.clientID
            let expected = TokenExpectations(
                issuer: client.issuer.issuer, audience: id, nonce: pending.nonce, authorizedParty: id)
            return try token.verified(by: keys, expected, at: clock.now())
        } catch {
            throw try await refused(error.rawValue, client.issuer.name)
        }
    }

    /// Written down with a word for why, and nothing of what was sent.
    private func refused(_ why: String, _ issuer: String) async throws -> BasinError {
        logger.notice("a sign-in was refused", metadata: ["oidc.issuer": "\(issuer)", "oidc.problem": "\(why)"])
        try await auditLog.append(
            AuditEntry(person: "-", action: "login", outcome: .refused, details: ["why": why, "way": "oidc:" + issuer]))
        return Self.refusal
    }

    private static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.count == b.count && basin_equal(a, b, a.count) == 1 }
}
