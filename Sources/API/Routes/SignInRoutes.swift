import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

/// Signing in with OpenID Connect: by browsers, and by programs that a browser helps.
enum SignInRoutes {
    static func routes(_ signIn: SignInServices) -> [Route] { browser(signIn) + programs(signIn) + identities(signIn) }

    private static func browser(_ signIn: SignInServices) -> [Route] {
        [
            Route(
                method: .get, path: "/auth/oidc", access: .open, errors: .page, summary: "Choose by whom to sign in.",
                answer: AnswerDescription(description: "A page.", contentTypes: ["text/html"])
            ) { _ in .page(SignInPage.page(signIn.ways().map(\.name))) },
            Route(
                method: .get, path: "/auth/oidc/{name}/start", access: .open, errors: .page,
                summary: "Go to the issuer to sign in. For a program on the same machine, with its port, challenge and state.",
                query: [
                    QueryParameter(name: "next", description: "A path of this server to go to afterwards."),
                    QueryParameter(
                        name: "port", description: "Of the program that waits on 127.0.0.1.",
                        type: .integer(1...65535)),
                    QueryParameter(name: "challenge", description: "SHA-256 of what the program will show, as base64url."),
                    QueryParameter(name: "state", description: "What the program wants back."),
                ],
                answer: AnswerDescription(status: 303, description: "Go to the issuer.")
            ) { door in
                let start = SignInStart(
                    issuer: try door.parameter("name"), next: try door.query.first("next"),
                    port: try door.query.number("port"), challenge: try door.query.first("challenge"),
                    state: try door.query.first("state"), client: door.clientAddress)
                let begun = try await signIn.begin(start)
                var response = redirect(begun.location)
                response.setCookie(cookie(begun, isEncrypted: door.context.isEncrypted))
                return response
            },
            Route(
                method: .get, path: "/auth/oidc/{name}/callback", access: .open, errors: .page,
                summary: "Where an issuer sends a browser back to.",
                query: [
                    QueryParameter(name: "state", description: "What it was sent with."),
                    QueryParameter(name: "code", description: "For which the issuer tells who it is."),
                    QueryParameter(name: "error", description: "What went wrong at the issuer."),
                    QueryParameter(name: "iss", description: "Which issuer answers (RFC 9207)."),
                ],
                answer: AnswerDescription(description: "A page that goes on to where one wanted.", contentTypes: ["text/html"])
            ) { door in
                let end = try await signIn.finish(
                    SignInReturn(
                        place: try door.parameter("name"), state: try door.query.first("state"), code: try door.query.first("code"),
                        error: try door.query.first("error"), issuer: try door.query.first("iss"),
                        secureCookie: door.request.cookies[SignInBegun.secureCookieName]?.value,
                        cookie: door.request.cookies[SignInBegun.cookieName]?.value, client: door.clientAddress))
                guard let token = end.token else { return .page(SignInPage.program(end.location, account: end.account)) }
                // Not a redirect: browsers would leave out the session's cookie, since the way began elsewhere.
                var response = Response.page(SignInPage.signedIn(end.location))
                response.setCookie(
                    Cookie(
                        name: Credentials.cookieName, value: token, path: "/",
                        secure: end.isSecure || door.context.isEncrypted, httpOnly: true, sameSite: .strict))
                return response
            },
        ]
    }

    private static func programs(_ signIn: SignInServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/login/ways", access: .open, summary: "By whom people may sign in.",
                answer: .json([SignInWay].self, "The issuers that the operator trusts.")
            ) { _ in try .json(signIn.ways()) },
            Route(
                method: .post, path: "/api/v1/login/code", access: .open,
                summary: "Get a token of twelve hours for the code that a browser brought, once.",
                body: .json(SignInCode.self), answer: .json(CreatedToken.self, "The token; its secret is shown this once.", status: 201)
            ) { door in
                let code = try await door.json(SignInCode.self, upTo: DoorRequest.formBytes)
                var response = try await Response.json(signIn.exchange(code), status: .created)
                response.headers[.cacheControl] = "no-store"
                return response
            },
        ]
    }

    private static func identities(_ signIn: SignInServices) -> [Route] {
        [
            Route(
                method: .put, path: "/api/v1/accounts/{name}/identity", access: .may(.administer),
                summary: "Say whom an issuer means by a subject: this account. Again changes nothing.",
                body: .json(IdentityRequest.self), answer: AnswerDescription(status: 204, description: "It is so.")
            ) { door in
                let request = try await door.json(IdentityRequest.self, upTo: DoorRequest.formBytes)
                door.notes.add("issuer", request.issuer)
                try await signIn.link(door.parameter("name"), request, door.person)
                return Response(status: .noContent)
            },
            Route(
                method: .delete, path: "/api/v1/accounts/{name}/identity", access: .may(.administer),
                summary: "No issuer means this account any more. It ends the account's tokens.",
                answer: AnswerDescription(status: 204, description: "It is so.")
            ) { door in
                try await signIn.unlink(door.parameter("name"))
                return Response(status: .noContent)
            },
        ]
    }

    private static func redirect(_ location: String) -> Response {
        var response = Response(status: .seeOther, headers: [.location: location, .cacheControl: "no-store"])
        response.headers[.referrerPolicy] = "no-referrer"
        return response
    }

    /// Lax: the issuer's page sends the browser back, which Strict would call a stranger.
    private static func cookie(_ begun: SignInBegun, isEncrypted: Bool) -> Cookie {
        Cookie(
            name: begun.isSecure ? SignInBegun.secureCookieName : SignInBegun.cookieName, value: begun.cookie,
            maxAge: SignInBegun.seconds, path: "/", secure: begun.isSecure || isEncrypted, httpOnly: true,
            sameSite: .lax)
    }
}

extension DoorRequest {
    /// The address that the connection comes from, which may be a proxy's; empty within this process.
    fileprivate var clientAddress: String { context.remoteAddress?.ipAddress ?? "" }
}
