/// A door for clients of another protocol, as declared in `sources/<name>.yaml`: whose calls it takes and which event
/// types they become.
package struct EventSource: Sendable, Hashable, Codable {
    /// Also what its events have as their CloudEvents `source`.
    package var name: String
    package var owner: String
    package var description: String
    package var clientProtocol: ClientProtocol
    /// Names of the write keys that belong to it. Empty: every key that no other source of the protocol names.
    package var keys: [String]
    /// How many calls without a write key it takes; nil: none.
    package var open: EventLimits?
    /// Snowplow's application ids that it takes. Empty: those that no other source names.
    package var apps: [String]
    /// The first that fits takes a call.
    package var routes: [SourceRoute]
    /// The event type of calls that no route takes.
    package var catchAll: String

    package init(
        name: String, owner: String, description: String, clientProtocol: ClientProtocol, keys: [String] = [],
        open: EventLimits? = nil, apps: [String] = [], routes: [SourceRoute] = [], catchAll: String
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.clientProtocol = clientProtocol
        self.keys = keys
        self.open = open
        self.apps = apps
        self.routes = routes
        self.catchAll = catchAll
    }

    /// The catch-all that is made for a source which names none.
    package static func defaultCatchAll(_ name: String) -> String { name + "_events" }
}
