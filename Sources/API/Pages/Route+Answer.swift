import BasinCore
import BasinWeb
import Hummingbird

extension Route {
    /// What a form of a page sends and is answered with a page at once: it shows something this one time, a secret, so that
    /// no address leads to it. Nobody keeps it; sent again, it is done again.
    static func form(
        _ path: String, _ permission: Permission, _ summary: String, fields: [String], _ services: Services,
        answering: @escaping @Sendable (PageRequest, FormFields) async throws -> Page
    ) -> Route {
        Route(
            method: .post, path: path, access: .may(permission), errors: .page, summary: summary, body: FormFields.description(fields),
            answer: AnswerDescription(description: "A page that is shown this once.", contentTypes: ["text/html"])
        ) { door in
            let request = try PageRequest(door, services)
            return .page(try await answering(request, FormFields(door))).momentary
        }
    }
}
