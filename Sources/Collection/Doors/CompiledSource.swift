package import BasinCore

/// A source as the translators use it: its routes found by a call's kind and name, its paths as bytes.
package final class CompiledSource: Sendable {
    struct Route: Sendable {
        var type: [UInt8]
        /// The field's name as JSON text with its colon, `"url":`, and where in the call its value is.
        var fields: [(key: [UInt8], path: [UInt8])]
        /// Names of fields that `fields` or the subject fill: the client's own properties of that name give way.
        var taken: Set<[UInt8]>
        /// Like `fields`, for the subject when no path is given: it gets the call's person.
        var subject: [UInt8]?
    }

    package let source: EventSource
    let name: [UInt8]
    let catchAll: [UInt8]
    let routes: [Route]
    private let byName: [String: Int]
    private let bySnakeCase: [String: Int]
    private let byCall: [String: Int]
    /// Whether `identity_links` is there to take links.
    let keepsLinks: Bool

    /// - Parameter types: the event types as applied, by name.
    package init(_ source: EventSource, types: [String: AppliedEventType]) {
        self.source = source
        name = Array(source.name.utf8)
        catchAll = Array(source.catchAll.utf8)
        keepsLinks = types[Self.links].map { !$0.isRemoved } ?? false
        var byName: [String: Int] = [:]
        var bySnakeCase: [String: Int] = [:]
        var byCall: [String: Int] = [:]
        routes = source.routes.enumerated().map { number, route in
            for call in route.call.map({ [$0] }) ?? source.clientProtocol.customCalls {
                for name in route.names where byName[Self.key(call, name)] == nil { byName[Self.key(call, name)] = number }
                guard route.names.isEmpty else { continue }
                if source.clientProtocol.customCalls.contains(call) {
                    if bySnakeCase[Self.key(call, route.type)] == nil { bySnakeCase[Self.key(call, route.type)] = number }
                } else if byCall[call] == nil {
                    byCall[call] = number
                }
            }
            return Self.compiled(route, types[route.type])
        }
        self.byName = byName
        self.bySnakeCase = bySnakeCase
        self.byCall = byCall
    }

    /// The event type that `MadeTypes` makes for links.
    package static let links = "identity_links"

    private static func compiled(_ route: SourceRoute, _ type: AppliedEventType?) -> Route {
        var compiled = Route(type: Array(route.type.utf8), fields: [], taken: [], subject: nil)
        for (field, path) in route.fields.sorted(by: { $0.key < $1.key }) {
            compiled.fields.append((Array("\"\(field)\":".utf8), Array(path.utf8)))
            compiled.taken.insert(Array(field.utf8))
        }
        if let subject = type?.schema.subject?.name, route.fields[subject] == nil {
            compiled.subject = Array(subject.utf8)
        }
        return compiled
    }

    private static func key(_ call: String, _ name: String) -> String { call + "\u{0}" + name }

    /// The route that takes the call; nil: the catch-all does.
    func route(_ call: ClientCall) -> Route? {
        if routes.isEmpty { return nil }
        if let name = call.name {
            let text = String(decoding: name, as: UTF8.self)
            if let found = byName[Self.key(call.kind, text)] { return routes[found] }
            if let found = bySnakeCase[Self.key(call.kind, SourceRoute.snakeCase(text))] { return routes[found] }
        }
        return byCall[call.kind].map { routes[$0] }
    }
}
