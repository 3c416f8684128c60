import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird

/// Pages about oneself: one's tokens and password.
enum OwnAccountPages {
    static func routes(_ services: Services) -> [Route] { [account(services), makeToken(services), revokeToken(services), password(services)] }

    private static func account(_ services: Services) -> Route {
        .page(
            "/account", .find, "Who one is, what one may, one's tokens.",
            query: [QueryParameter(name: "done", description: "What was just done.")], services
        ) { request in
            async let me = services.access.whoAmI(request.person)
            let tokens = try await services.access.tokens(request.person).filter { $0.account == request.person.name }
            let done = try request.item("done") == "revoked" ? "The token opens nothing any more." : nil
            return AccountPage.page(try await me, tokens: tokens, done: done, for: request.visitor)
        }
    }

    /// The answer shows the secret, which is kept nowhere: there is no page to go on to.
    private static func makeToken(_ services: Services) -> Route {
        .form(
            "/account/tokens", .find, "Make a token for oneself, or, for who administers, for others; its secret is shown this once.",
            fields: ["name", "account", "days", "permission", "password"], services,
            answering: { (request: PageRequest, fields: FormFields) async throws -> Page in
                let permissions = fields.all("permission")
                let made = try await services.access.createToken(
                    TokenRequest(
                        name: fields.require("name"), account: fields.text("account"), permissions: permissions.isEmpty ? nil : permissions,
                        days: fields.number("days"), password: fields.secret("password")), request.person)
                request.door.notes.add("token", "\(made.id) \(made.name)")
                request.door.notes.add("account", made.account)
                return TokenPage.page(made, for: request.visitor)
            })
    }

    private static func revokeToken(_ services: Services) -> Route {
        .form("/account/tokens/{id}/revoke", .find, "Revoke a token.", fields: ["account"], services) { request, fields in
            let token = try await services.access.revokeToken(request.number("id"), request.person)
            request.door.notes.add("account", token.account)
            request.door.notes.add("token", token.name)
            guard let account = try fields.text("account") else { return Address("account").with("done", "revoked") }
            return .person(account)
        }
    }

    private static func password(_ services: Services) -> Route {
        .form("/account/password", .find, "Set one's own password, which ends one's tokens.", fields: ["current", "password", "again"], services) {
            request, fields in
            let password = try fields.requireSecret("password")
            guard try fields.secret("again") == password else {
                throw BasinError(.invalid, "The new password was not written the same twice; go back and write it again.")
            }
            try await services.access.setPassword(
                request.person.name, PasswordRequest(password: password, current: try fields.secret("current")), request.person)
            return "/login"
        }
    }
}
