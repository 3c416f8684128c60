import BasinCore
import BasinWeb
import BasinWire

/// Pages about event types, sources, quarantine, the inspector.
enum EventPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
