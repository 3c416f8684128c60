import BasinCore
import BasinTracing
import BasinWeb
import BasinWire
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore

/// Builds the router for all doors.
package enum BasinRouter {
    /// A responder for every route. Whatever is not a route is refused, with 401 first to those without a token.
    ///
    /// Each call counts bytes in flight on its own.
    /// - Parameter isEncrypted: nobody on the way can read what comes and goes: the port itself speaks TLS.
    package static func make(
        services: Services, limits: DoorLimits = DoorLimits(), isEncrypted: Bool = false, logger: Logger
    ) -> RouterResponder<DoorContext> {
        let routes = RouteTable.routes(services: services, limits: limits)
        let router = Router(context: DoorContext.self, options: .autoGenerateHeadEndpoints)
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                var context = context
                context.isEncrypted = isEncrypted
                var response = await respond(route, request, context, services: services, limits: limits)
                if route.isCrossOrigin { response.allowOrigin(of: request) }
                AnswerHeaders.complete(&response, to: request, needsToken: route.needsToken, isEncrypted: isEncrypted)
                return response
            }
        }
        for route in WrongMethod.routes(beside: routes) {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                var context = context
                context.isEncrypted = isEncrypted
                var response = await respond(route, request, context, services: services, limits: limits)
                AnswerHeaders.complete(&response, to: request, needsToken: route.needsToken, isEncrypted: isEncrypted)
                return response
            }
        }
        // Added last: it stands before nothing but the "not found" of the router.
        router.add(middleware: Unlisted(services: services, isEncrypted: isEncrypted))
        return router.buildResponder()
    }

    private static func respond(
        _ route: Route, _ request: Request, _ context: DoorContext, services: Services, limits: DoorLimits
    ) async -> Response {
        // Mostly nobody traces, and then this look is all that it costs.
        guard let tracer = services.tracer, let traced = TracedRequest(route, request, isEncrypted: context.isEncrypted, tracer) else {
            return await answer(route, request, context, nil, services: services, limits: limits).response
        }
        return await traced.around { trace in
            await answer(route, request, context, trace, services: services, limits: limits)
        }
    }

    /// - Returns: the response, and why it is a failure.
    private static func answer(
        _ route: Route, _ request: Request, _ context: DoorContext, _ trace: ActiveTrace?, services: Services,
        limits: DoorLimits
    ) async -> (response: Response, failure: BasinError.Code?) {
        var limited: String?
        var asking: Principal?
        do {
            try Credentials.requireOne(request.headers)
            var principal: Principal?
            if case .may(let permission) = route.access {
                let known = try await Credentials.principal(Credentials.token(request), context, services)
                principal = known
                asking = known
                if services.rules != nil, !isOperator(known, context) { limited = known.name }
                if let limited { try services.rules?.limiter.admit(limited) }
                try await require(permission, of: known, on: route, context, services, limited: limited)
            }
            let isOurs = route.errors == .json
            let query = try QueryItems(request.uri.query, parameters: route.query, skipsMalformed: !isOurs)
            if isOurs { try query.check() }
            let door = DoorRequest(request: request, principal: principal, context: context, limits: limits, query: query)
            var response = try await handle(route, door, services, limited: limited)
            // A pixel is no representation of anything: each look at it is an event.
            if route.method == .get, !route.isCrossOrigin { response = try await ConditionalAnswer.of(response, to: request) }
            response.addStanding(of: limited, services.rules)
            return (response, nil)
        } catch {
            var logger = context.logger
            // The client's own log of the same request is found by them, and the spans that are exported.
            let parent = TraceParent(header: request.headers[.traceParent])
            logger[metadataKey: "trace.id"] = (trace?.id ?? parent?.trace).map { "\($0)" }
            logger[metadataKey: "trace.parent"] = (parent?.parent).map { "\($0)" }
            logger[metadataKey: "span.id"] = trace.map { "\($0.span)" }
            var response = route.errors.response(
                for: error, logger: logger, visitor: asking.map { Visitor($0, now: services.pages.now()) })
            response.addStanding(of: limited, services.rules)
            return (response, ErrorStyle.known(error).code)
        }
    }

    private static func handle(
        _ route: Route, _ door: DoorRequest, _ services: Services, limited: String?
    ) async throws -> Response {
        guard route.isAudited, let principal = door.principal else { return try await route.handle(door) }
        guard let answers = services.rules?.answers, let key = try RepeatableRequest.key(door.request.headers) else {
            return try await audited(route, door, principal, services, limited: limited)
        }
        return try await RepeatedRequests(answers: answers).answer(door, principal, key: key) { door in
            try await audited(route, door, principal, services, limited: limited)
        }
    }

    /// Who can reach the machine and holds what the first start printed keeps itself from asking too much.
    private static func isOperator(_ principal: Principal, _ context: DoorContext) -> Bool {
        // An issuer's token has no number either.
        guard principal.tokenID == nil, principal.until == nil else { return false }
        guard let address = context.remoteAddress else { return true }
        return address.ipAddress == "::1" || address.ipAddress?.hasPrefix("127.") == true
    }

    /// - Throws: `.forbidden`, which is written down.
    private static func require(
        _ permission: Permission, of principal: Principal, on route: Route, _ context: DoorContext,
        _ services: Services, limited: String?
    ) async throws {
        do {
            try principal.require(permission)
        } catch {
            let action = AuditedAction(principal, route.action, object: object(route, context), outcome: .refused)
            if services.rules?.refusals.isFirst(action) ?? true {
                if let limited { services.rules?.limiter.chargeRefusal(limited) }
                _ = try? await services.audit(action)
            }
            throw error
        }
    }

    /// Writes down that it begins, does it, and writes down how it ended. What cannot be written down is not begun.
    private static func audited(
        _ route: Route, _ door: DoorRequest, _ principal: Principal, _ services: Services, limited: String?
    ) async throws -> Response {
        var action = AuditedAction(principal, route.action, object: object(route, door.context), outcome: .begun)
        action.details["begun"] = String(try await services.audit(action))
        do {
            let response = try await route.handle(door)
            action.outcome = .done
            action.details.merge(door.notes.all) { known, _ in known }
            _ = try? await services.audit(action)
            return response
        } catch {
            let code = ErrorStyle.known(error).code
            action.outcome = code == .forbidden ? .refused : .failed
            action.details["error"] = code.rawValue
            action.details.merge(door.notes.all) { known, _ in known }
            if let limited { services.rules?.limiter.chargeRefusal(limited) }
            _ = try? await services.audit(action)
            throw error
        }
    }

    /// What stands in the path for braces: a dataset, a key, a grant. What is not readable is not written down.
    private static func object(_ route: Route, _ context: DoorContext) -> String? {
        let values = route.pathParameters.compactMap { name in
            context.parameters.get(name).flatMap { PercentCoding.decode($0) }.map { String($0.prefix(200)) }
        }
        return values.isEmpty ? nil : values.joined(separator: " ")
    }
}
