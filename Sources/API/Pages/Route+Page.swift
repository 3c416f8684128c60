import BasinCore
import BasinWeb
import HTTPTypes
import Hummingbird

extension Route {
    /// A page of the web interface. With `?export=NAME` it answers that table of it as CSV.
    static func page(
        _ path: String, _ permission: Permission, _ summary: String, query: [QueryParameter] = [], _ services: Services,
        make: @escaping @Sendable (PageRequest) async throws -> Page
    ) -> Route {
        let export = QueryParameter(name: "export", description: "The name of a table of the page, to get it as CSV.")
        return Route(
            method: .get, path: path, access: .may(permission), errors: .page, summary: summary, query: query + [export],
            answer: AnswerDescription(description: "The page.", contentTypes: ["text/html", "text/csv"])
        ) { door in
            let request = try PageRequest(door, services)
            var page = try await make(request)
            page.query = door.request.uri.query
            guard let name = try request.item("export") else { return .page(page, status: .init(code: page.status)) }
            guard let table = page.body.tables.first(where: { $0.name == name }) else {
                throw BasinError(.notFound, "This page has no table of that name to export.")
            }
            var response = Response.text(table.csv, type: "text/csv; charset=utf-8; header=present")
            response.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    /// What a form of a page sends: it is done, and the browser goes on to another page.
    static func form(
        _ path: String, _ permission: Permission, _ summary: String, fields: [String], _ services: Services,
        handle: @escaping @Sendable (PageRequest, FormFields) async throws -> Address
    ) -> Route {
        Route(
            method: .post, path: path, access: .may(permission), errors: .page, summary: summary, body: FormFields.description(fields),
            answer: AnswerDescription(status: 303, description: "Done; go on to a page that shows it.")
        ) { door in
            let request = try PageRequest(door, services)
            return .goTo(try await handle(request, FormFields(door)))
        }
    }
}

extension Response {
    /// On to another page of this server.
    static func goTo(_ address: Address) -> Response {
        Response(status: .seeOther, headers: [.location: address.text, .cacheControl: "no-store"])
    }
}
