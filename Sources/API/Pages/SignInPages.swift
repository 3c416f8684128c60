import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird

/// Beginning and ending a session in the browser.
enum SignInPages {
    static func routes(_ services: Services) -> [Route] { [show(services), signIn(services), signOut(services)] }

    private static func show(_ services: Services) -> Route {
        Route(
            method: .get, path: "/login", access: .open, errors: .page,
            summary: "Begin a session: the page to sign in, or at once with the link from the terminal.",
            query: [
                QueryParameter(name: "token", description: "The admin token."),
                QueryParameter(name: "next", description: "A path of this server to go to afterwards."),
            ],
            answer: AnswerDescription(description: "The page.", contentTypes: ["text/html"], otherStatus: 303)
        ) { door in
            let next = LocalPath(try door.query.first("next"))
            let ways = services.access.signIn.ways().map(\.name)
            guard let token = try door.query.first("token"), !token.isEmpty else {
                return .page(SignInPage.page(ways, next: next.text))
            }
            // A link on another's page must not decide as whom somebody is signed in.
            guard Credentials.isOpenedByPerson(door.request) else {
                var response = Response.page(SignInPage.confirm(token: token, next: next.text))
                // Its address holds the token: style and scripts are asked for without it, and the form still says where it is from.
                response.headers[.referrerPolicy] = "strict-origin"
                return response
            }
            return try await session(token, next, door, services)
        }
    }

    private static func signIn(_ services: Services) -> Route {
        Route(
            method: .post, path: "/login", access: .open, errors: .page, summary: "Begin a session with a password or a token.",
            body: FormFields.description(["account", "password", "token", "next"]),
            answer: AnswerDescription(status: 303, description: "Signed in; go on.")
        ) { door in
            guard Credentials.isFromOwnPage(door.request) else {
                throw BasinError(.forbidden, "Only the sign-in page of this server may send this; open /login.")
            }
            let fields = try await FormFields(door)
            let next = LocalPath(try fields.text("next"))
            if let token = try fields.text("token") { return try await session(token, next, door, services) }
            let request = LoginRequest(account: try fields.require("account"), password: try fields.requireSecret("password"))
            return try await session(services.access.login(request).token, next, door, services)
        }
    }

    private static func signOut(_ services: Services) -> Route {
        Route(
            method: .post, path: "/logout", access: .may(.find), errors: .page, summary: "End the session in this browser.",
            answer: AnswerDescription(status: 303, description: "Signed out.")
        ) { door in
            let person = try door.person
            // What a password got is for this session alone; other tokens may be in use elsewhere.
            if let id = person.tokenID, person.token == "login" {
                _ = try? await services.access.revokeToken(Int(id), person)
            }
            var response = Response.goTo("/login")
            response.setCookie(Cookie(name: Credentials.cookieName, value: "", maxAge: 0, path: "/", httpOnly: true, sameSite: .strict))
            return response
        }
    }

    private static func session(_ token: String, _ next: LocalPath, _ door: DoorRequest, _ services: Services) async throws -> Response {
        _ = try await Credentials.principal(token, door.context, services)
        var response = Response(status: .seeOther, headers: [.location: next.text, .cacheControl: "no-store"])
        response.setCookie(
            Cookie(
                name: Credentials.cookieName, value: token, path: "/", secure: door.context.isEncrypted, httpOnly: true, sameSite: .strict))
        response.headers[.referrerPolicy] = "no-referrer"
        return response
    }
}
