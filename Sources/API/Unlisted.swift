import BasinCore
import Hummingbird

/// Answers what no route answers: 401 without a token, and only then 404.
struct Unlisted: RouterMiddleware {
    typealias Context = DoorContext
    var services: Services
    var isEncrypted: Bool

    @concurrent func handle(
        _ request: Request, context: DoorContext, next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        let isIceberg = request.uri.path.hasPrefix("/iceberg/")
        let style: ErrorStyle = isIceberg ? .iceberg : .json
        do {
            try Credentials.requireOne(request.headers)
            _ = try await Credentials.principal(Credentials.token(request), context, services)
            if isIceberg, request.method != .get, request.method != .head { throw IcebergRoutes.unsupported }
            throw BasinError(.notFound, "There is no such route; /openapi.json lists them.")
        } catch {
            var response = style.response(for: error, logger: context.logger)
            AnswerHeaders.complete(&response, to: request, needsToken: true, isEncrypted: isEncrypted)
            return response
        }
    }
}
