import BasinCore
import HTTPTypes
package import Hummingbird
package import Logging

/// Builds the router for all doors.
package enum BasinRouter {
    /// A responder for every route. Whatever is not a route is refused, with 401 first to those without a token.
    ///
    /// Each call counts bytes in flight on its own.
    package static func make(services: Services, limits: DoorLimits = DoorLimits(), logger: Logger)
        -> RouterResponder<DoorContext>
    {
        let routes = RouteTable.routes(services: services, limits: limits)
        let router = Router(context: DoorContext.self, options: .autoGenerateHeadEndpoints)
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                var response = await answer(route, request, context, services: services, limits: limits)
                if route.isCrossOrigin { response.allowOrigin(of: request) }
                return response
            }
        }
        for route in WrongMethod.routes(beside: routes) {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await answer(route, request, context, services: services, limits: limits)
            }
        }
        // Added last: it stands before nothing but the "not found" of the router.
        router.add(middleware: Unlisted(services: services))
        return router.buildResponder()
    }

    private static func answer(
        _ route: Route, _ request: Request, _ context: DoorContext, services: Services, limits: DoorLimits
    ) async -> Response {
        do {
            if route.access == .token {
                guard let token = Credentials.token(request) else { throw Credentials.missing }
                _ = try await services.authenticate(token)
            }
            let query = try QueryItems(request.uri.query)
            if route.errors == .json { try query.refuseOthers(than: route.query) }
            return try await route.handle(
                DoorRequest(request: request, context: context, limits: limits, query: query))
        } catch {
            var logger = context.logger
            if let trace = TraceParent(header: request.headers[.traceParent]) {
                // The client's own log of the same request is found by it.
                logger[metadataKey: "trace.id"] = "\(trace.trace)"
                logger[metadataKey: "trace.parent"] = "\(trace.parent)"
            }
            return route.errors.response(for: error, logger: logger)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let traceParent = Self("traceparent")!
}
