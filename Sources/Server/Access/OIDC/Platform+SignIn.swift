import BasinAPI
import BasinCore
import BasinKeys
import BasinManagement
import BasinWire
import CCrypto
import Logging

/// Signing in with the word of an issuer: the code flow of OpenID Connect with PKCE.
extension Platform {
    var signInServices: SignInServices {
        guard let signIn else { return .none }
        return SignInServices(
            ways: { signIn.settings.issuers.map { SignInWay(name: $0.name) } },
            begin: { try await self.begin($0, signIn) },
            finish: { try await self.finish($0, signIn) },
            exchange: { try await self.exchange($0, signIn) },
            link: { try await self.link($0, $1, by: $2, signIn) },
            unlink: { try await self.unlink($0) })
    }

    private func begin(_ start: SignInStart, _ signIn: SignIn) async throws -> SignInBegun {
        let now = clock.now()
        try signIn.starts.enter(start.client, at: now)
        guard let client = signIn.client(named: start.issuer) else {
            throw BasinError(.notFound, "There is no issuer of that name here; /auth/oidc lists them.")
        }
        let next = start.next ?? "/"
        guard LocalPath.isLocal(next) else {
            throw BasinError(.invalid, "The place to go to afterwards is not a path of this server.")
        }
        let program = try Self.program(of: start)
        let endpoints: IssuerEndpoints
        do {
            endpoints = try await client.endpoints()
        } catch {
            throw trouble(error, client.issuer)
        }
        let state = try Credentials.newSecret(prefix: "")
        let nonce = try Credentials.newSecret(prefix: "")
        let cookie = try Credentials.newSecret(prefix: "")
        // PKCE wants 43 characters at least.
        let verifier = try Credentials.newSecret(prefix: "") + Credentials.newSecret(prefix: "")
        try signIn.pending.hold(
            PendingSignIn(
                issuer: client.issuer.name, cookieHash: Credentials.hash(cookie), nonce: nonce, verifier: verifier, next: next,
                program: program),
            under: state, until: now + SignIn.patience, at: now)
        let fields = [
            ("response_type", "code"), ("client_id", client.issuer.clientID), ("redirect_uri", signIn.settings.callback(of: client.issuer.name)),
            ("scope", Self.scope(of: client.issuer)), ("state", state), ("nonce", nonce),
            ("code_challenge", SignInChallenge.of(verifier)), ("code_challenge_method", "S256"),
        ]
        let query = fields.map { $0.0 + "=" + PercentCoding.encode($0.1) }.joined(separator: "&")
        let location = endpoints.authorization + (endpoints.authorization.contains("?") ? "&" : "?") + query
        return SignInBegun(location: location, cookie: cookie, isSecure: signIn.settings.url.isSecure)
    }

    private static func scope(of issuer: SignInIssuer) -> String {
        var scopes = ["openid"]
        if issuer.account == .email || !issuer.domains.isEmpty { scopes.append("email") }
        if issuer.account == .preferredUsername { scopes.append("profile") }
        return (scopes + issuer.scopes.filter { !scopes.contains($0) }).joined(separator: " ")
    }

    private static func program(of start: SignInStart) throws -> PendingSignIn.Program? {
        guard let port = start.port else { return nil }
        guard let challenge = start.challenge, Base64URL.decode(challenge)?.count == 32,
            let state = start.state, (1...200).contains(state.utf8.count)
        else { throw BasinError(.invalid, "A program that waits gives its port, its challenge (SHA-256, base64url) and a state.") }
        return PendingSignIn.Program(port: port, challenge: challenge, state: state)
    }

    /// What the operator's log and the person are told of an issuer that could not be asked: never what it said.
    func trouble(_ error: any Error, _ issuer: SignInIssuer) -> BasinError {
        let word = (error as? IssuerTrouble)?.word ?? "failed"
        if signIn?.mayLog(at: clock.now()) ?? true {
            logger.warning(
                "an issuer could not be asked", metadata: ["oidc.issuer": "\(issuer.name)", "oidc.problem": "\(word)"])
        }
        return BasinError(
            .unavailable, "The issuer \(issuer.name) could not be asked (\(word)); try again, or see the server's log and settings.")
    }

    /// What a program gets for the code that the browser brought it, and for what only it knows.
    private func exchange(_ code: SignInCode, _ signIn: SignIn) async throws -> CreatedToken {
        let refusal = BasinError(.unauthorized, "The code is not good, or not any more; sign in again.")
        let found = signIn.codes.take(code.code, at: clock.now())
        guard let found, (43...128).contains(code.verifier.utf8.count),
            Self.isSame(SignInChallenge.of(code.verifier), found.challenge)
        else { throw refusal }
        return try await makeLogin(of: found.account, by: found.issuer)
    }

    /// Takes as long for any two of one length.
    static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        return a.count == b.count && basin_equal(a, b, a.count) == 1
    }

    /// A token of twelve hours, as with a password. What cannot be written down is not done.
    func makeLogin(of account: String, by issuer: String) async throws -> CreatedToken {
        let way = "oidc:" + issuer
        let begun = try await auditLog.append(
            AuditEntry(person: account, action: "login", outcome: .begun, details: ["way": way]))
        let made = try await makeToken(
            of: account, name: Self.loginName, permissions: nil, until: clock.now() + Self.loginDuration) { _ in }
        try await auditLog.append(
            AuditEntry(
                person: account, action: "login", outcome: .done,
                details: ["way": way, "begun": String(begun), "token": String(made.id)]))
        return made
    }
}
