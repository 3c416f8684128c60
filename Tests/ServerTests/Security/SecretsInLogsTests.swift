import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Synchronization
import Testing

/// What opens something is in no log, however much is logged, and in no record of the audit log.
@Suite(.enabled(if: OIDCProvider.isHere, "needs .venv, which make test makes")) struct SecretsInLogsTests {
    @Test("a whole sign-in, good and bad, and what follows it leave no token, password, code, secret or cookie in the logs")
    func logs() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider) { $0.issuers[1].newAccounts = .admin }
        var secrets = [provider.secret, SignInPlatform.adminToken, "correct horse battery", "wrong horse battery"]
        func values(of url: String) -> [String] {
            let names = ["code", "state", "nonce", "code_challenge"]
            return url.split(whereSeparator: { $0 == "?" || $0 == "&" }).compactMap { item in
                let pair = item.split(separator: "=", maxSplits: 1)
                return pair.count == 2 && names.contains(String(pair[0])) ? String(pair[1]) : nil
            }
        }
        let claims = #"{"email":"mia@example.com","email_verified":true}"#
        for (number, change) in ["", #","nonce":"other""#, #","aud":"other""#].enumerated() {
            let begun = try await here.visit("/auth/oidc/partner/start")
            let back = try provider.authorize(begun.location, as: "logs", String(claims.dropLast()) + change + "}")
            let end = try await here.visit(SignInPlatform.path(back), cookie: begun.pair)
            #expect(end.status == (number == 0 ? 200 : 403))
            secrets += [begun.value] + values(of: begun.location) + values(of: back) + (number == 0 ? [end.value] : [])
            _ = try await here.visit(SignInPlatform.path(back), cookie: begun.pair)
        }
        #expect(secrets.count > 20)
        let verifier = String(repeating: "v", count: 43)
        let end = try await here.signIn(at: "partner", as: "logs", claims, query: "?port=4711&challenge=\(SignInChallenge.of(verifier))&state=mine")
        let code = values(of: end.link).first ?? ""
        let mia = try await here.client("none").login(SignInCode(code: code, verifier: verifier))
        let client = here.client(mia.token)
        let key = try await client.createKey("app").key
        _ = try await client.createAccount(AccountRequest(name: "anna", roles: ["viewer"], teams: []))
        try await client.setPassword("correct horse battery", ofAccount: "anna")
        let anna = try await here.client("none").login("anna", password: "correct horse battery")
        #expect(await SignInPlatform.code { _ = try await here.client("none").login("anna", password: "wrong horse battery") } == "unauthorized")
        let made = try await here.client(anna.token).createToken(TokenRequest(name: "laptop"))
        _ = await here.client(anna.token).ask("SELECT 1")
        let bad = try provider.sign(#"{"iss":"\#(provider.second)/partner","sub":"x","aud":"basin-api","exp":1,"iat":1}"#)
        #expect(await SignInPlatform.code { _ = try await here.client(bad).whoAmI() } == "unauthorized")
        secrets += [code, verifier, mia.token, anna.token, made.token, key, bad]

        let audit = try await here.admin.auditRecords(limit: 1000).map { "\($0)" }.joined()
        let log = here.log.all
        #expect(log.contains("a sign-in was refused") && audit.contains("oidc:partner"), "something is logged at all")
        for secret in secrets {
            #expect(secret.utf8.count >= 15, "\(secret) may be there by chance")
            #expect(!log.contains(secret), "\(secret)")
            #expect(!audit.contains(secret), "\(secret)")
        }
        #expect("\(ClientSecret("hidden"))" == "[secret]" && "\(String(reflecting: ClientSecret("hidden")))" == "[secret]")
        var dumped = ""
        dump(ClientSecret("hidden"), to: &dumped)
        #expect(!dumped.contains("hidden"))
    }
}
