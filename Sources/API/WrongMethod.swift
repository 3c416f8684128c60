import BasinCore
import HTTPTypes
import Hummingbird

/// A known path with a method that it does not have. What needs a token for one method needs it for all.
enum WrongMethod {
    private static let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]

    static func routes(beside routes: [Route]) -> [Route] {
        var siblings: [String: [Route]] = [:]
        for route in routes { siblings[route.path, default: []].append(route) }
        return siblings.sorted { $0.key < $1.key }.flatMap { path, known in
            // Browsers ask for OPTIONS themselves.
            let allowed = known.map(\.method).filter { $0 != .options }
            // Of a path that anybody may use in some way, everybody knows: that it is a page, too, takes nothing from that.
            let isOpen = known.contains { if case .may = $0.access { false } else { true } }
            // Who asks a page with a method that no page's form has is a program.
            let style = known[0].errors == .page ? ErrorStyle.json : known[0].errors
            return methods.filter { !allowed.contains($0) }.map { method in
                Route(
                    method: method, path: path, access: isOpen ? .open : .may(.find), changes: false, errors: style, summary: "Refused",
                    answer: AnswerDescription(description: "Never")
                ) { door in
                    if style == .iceberg, method != .get { throw IcebergRoutes.unsupported }
                    let names = allowed.map(\.rawValue).joined(separator: ", ")
                    let error = BasinError(.methodNotAllowed, "This path takes \(names), not \(method.rawValue).")
                    var response = style.response(for: error, logger: door.context.logger)
                    response.headers[.allow] = names
                    return response
                }
            }
        }
    }
}
