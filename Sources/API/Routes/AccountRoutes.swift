import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird

/// Who may ask, and with what.
enum AccountRoutes {
    static func routes(_ access: AccessServices) -> [Route] { accounts(access) + tokens(access) }

    private static func accounts(_ access: AccessServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/me", access: .may(.find), summary: "Who asks, and what they may do.",
                answer: .json(WhoAmI.self, "The account as the token lets it.")
            ) { door in try .json(await access.whoAmI(door.person)) },
            Route(
                method: .post, path: "/api/v1/login", access: .open, summary: "Get a token of twelve hours with a password.",
                body: .json(LoginRequest.self),
                answer: .json(CreatedToken.self, "The token; its secret is shown this once.", status: 201)
            ) { door in try secret(await access.login(door.json(LoginRequest.self, upTo: DoorRequest.formBytes))) },
            Route(
                method: .get, path: "/api/v1/accounts", access: .may(.audit), summary: "Accounts, with their roles and teams.",
                answer: .json([AccountSummary].self, "The accounts, by name.")
            ) { _ in try .json(await access.accounts()) },
            Route(
                method: .post, path: "/api/v1/accounts", access: .may(.administer), summary: "Make an account.",
                body: .json(AccountRequest.self), answer: .json(AccountSummary.self, "The account.", status: 201)
            ) { door in
                let request = try await door.json(AccountRequest.self, upTo: DoorRequest.formBytes)
                door.notes.add("account", request.name)
                door.notes.add("roles", request.roles.joined(separator: " "))
                door.notes.add("teams", request.teams.joined(separator: " "))
                return try .json(await access.createAccount(request), status: .created)
            },
            Route(
                method: .get, path: "/api/v1/accounts/{name}", access: .may(.audit),
                summary: "One account, with an ETag to change it by.",
                answer: .json(AccountSummary.self, "The account.")
            ) { door in
                let name = try door.parameter("name")
                guard let account = try await access.accounts().first(where: { $0.name == name }) else {
                    throw BasinError(.notFound, "There is no account named \(name.prefix(80)).")
                }
                return try .json(account)
            },
            Route(
                method: .patch, path: "/api/v1/accounts/{name}", access: .may(.administer), isConditional: true,
                summary: "Change an account's roles or teams, or disable it.",
                body: .json(AccountChange.self), answer: .json(AccountSummary.self, "The account.")
            ) { door in
                let change = try await door.json(AccountChange.self, upTo: DoorRequest.formBytes)
                door.notes.add("roles", change.roles?.joined(separator: " "))
                door.notes.add("teams", change.teams?.joined(separator: " "))
                door.notes.add("disabled", change.disabled.map { String($0) })
                return try .json(await access.changeAccount(door.parameter("name"), change, door.precondition))
            },
            Route(
                method: .put, path: "/api/v1/accounts/{name}/password", access: .may(.find),
                summary: "Set one's own password; of others, only for who administers. It ends the account's tokens.",
                body: .json(PasswordRequest.self), answer: AnswerDescription(status: 204, description: "It is set.")
            ) { door in
                try await access.setPassword(door.parameter("name"), door.json(PasswordRequest.self, upTo: DoorRequest.formBytes), door.person)
                return Response(status: .noContent)
            },
        ]
    }

    private static func tokens(_ access: AccessServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/tokens", access: .may(.find),
                summary: "One's tokens, without their secrets; everybody's for who administers or audits.",
                answer: .json([TokenSummary].self, "The tokens, the latest first.")
            ) { door in try .json(await access.tokens(door.person)) },
            Route(
                method: .post, path: "/api/v1/tokens", access: .may(.find),
                summary: "Make a token for oneself, which may do no more than the one that asks; for others, only who administers.",
                body: .json(TokenRequest.self),
                answer: .json(CreatedToken.self, "The token; its secret is shown this once.", status: 201)
            ) { door in
                let request = try await door.json(TokenRequest.self, upTo: DoorRequest.formBytes)
                let made = try await access.createToken(request, door.person)
                door.notes.add("token", "\(made.id) \(made.name)")
                door.notes.add("account", made.account)
                return try secret(made)
            },
            Route(
                method: .delete, path: "/api/v1/tokens/{id}", access: .may(.find), summary: "Revoke a token.",
                answer: AnswerDescription(status: 204, description: "It opens nothing any more.")
            ) { door in
                let token = try await access.revokeToken(RunRoutes.id(door), door.person)
                door.notes.add("account", token.account)
                door.notes.add("token", token.name)
                return Response(status: .noContent)
            },
        ]
    }

    private static func secret(_ token: CreatedToken) throws -> Response {
        var response = try Response.json(token, status: .created)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
