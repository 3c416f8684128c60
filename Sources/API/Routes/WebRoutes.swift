import BasinCore
import BasinWeb
import HTTPTypes
import Hummingbird

/// The web interface.
enum WebRoutes {
    static func routes(_ services: Services) -> [Route] {
        let page = ["text/html"]
        return [
            Route(
                method: .get, path: "/", access: .may(.find), errors: .page, summary: "The web interface.",
                answer: AnswerDescription(description: "A page.", contentTypes: page)
            ) { _ in .page(StatusPage.page(try await services.status())) },
            Route(
                method: .get, path: "/login", access: .open, errors: .page,
                summary: "Begin a session in the browser with the token from the terminal.",
                query: [QueryParameter(name: "token", description: "The admin token.", isRequired: true)],
                answer: AnswerDescription(status: 303, description: "Signed in; go to /.")
            ) { door in
                guard let token = try door.query.first("token"), !token.isEmpty else { throw Credentials.missing }
                _ = try await Credentials.principal(token, door.context, services)
                var response = Response(status: .seeOther, headers: [.location: "/", .cacheControl: "no-store"])
                response.headers[.referrerPolicy] = "no-referrer"
                response.setCookie(
                    Cookie(
                        name: Credentials.cookieName, value: token, path: "/", secure: door.context.isEncrypted, httpOnly: true,
                        sameSite: .strict))
                return response
            },
            Route(
                method: .get, path: "/style.css", access: .open, summary: "The pages' style.",
                answer: AnswerDescription(description: "CSS.", contentTypes: ["text/css"])
            ) { _ in .text(Stylesheet.css, type: "text/css; charset=utf-8") },
        ]
    }
}
